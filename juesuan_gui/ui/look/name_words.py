"""Owns the words that names of tables, rows and columns are made of: a name broken inside one of them reads badly."""

from __future__ import annotations

from typing import Final

from juesuan_gui.publishing.pdf.linebreak import HEAD_WORDS

_WORDS = """
三公 公开 明细 总体 构成 实物 数量 批复 时间 编制 实有 核对 购买 房屋 车辆 设备 资产 后果
行政 管理 事务 机关 服务 信息 建设 医疗 保障 政策 社会 就业 养老 保险 缴费 职业 年金 卫生 健康 住房 改革 公积
补贴 津贴 工资 福利 奖金 绩效 伙食 退休 离休 生活 抚恤 救济 助学 奖励 个人 家庭 商品 委托 业务 培训 会议
差旅 印刷 咨询 手续 邮电 取暖 物业 维修 租赁 劳务 工会 税金 附加 专用 材料 燃料 办公 基础 设施 大型 修缮 网络
软件 购建 物资 储备 土地 补偿 安置 青苗 附着 拆迁 交通 工具 文物 陈列 无形 债务 利息 费用 还本 付息 赠与
外交 国防 安全 科学 技术 文化 旅游 体育 传媒 节能 环保 城乡 社区 农林 水利 运输 资源 勘探 工业 商业 金融
援助 地区 自然 海洋 气象 粮油 灾害 防治 应急 国债 特别 安排 组织 党委 人大 政协 纪检 监察 统计 审计 税收 海关
知识 产权 民族 港澳 档案 民主 党派 群众 团体 宣传 统战 市场 监督 事项 综合 专项 机构 发展 战略 规划 物价 信访
普通 职业 特殊 高等 初中 高中 小学 学前 进修 应用 研究 科普 条件 图书 博物 广播 电视 新闻 出版 残疾 儿童 老年
救助 最低 抚养 优抚 退役 军人 公立 医院 疾病 预防 控制 妇幼 药品 食品 中医 计划 生育 污染 治理 生态 保护 土壤
公路 铁路 民航 林业 草原 扶贫 农村 农业 开发 制造 建筑 监管 支持 中小 企业 涉外 担保 贷款 利率 测绘 地质 防汛
抗旱 消防 煤矿 彩票 公益 销售 征收 出让 配套 城市 污水 处理 债券 融资 专户 非税 用途 结余 使用 弥补 差额
所属 资金 来源 相关 系统 平台 采购 评价 整体 数据 指标 单价 面积 用房
"""
#: Two signs each, from the catalogues of functional and economic codes and the titles of tables.
NAME_WORDS: Final = HEAD_WORDS | frozenset(_WORDS.split())
