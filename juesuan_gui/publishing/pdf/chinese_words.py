"""Owns the Chinese words, two characters each, that a line end of a head or a name should not cut."""

from __future__ import annotations

from typing import Final

_OF_HEADS = """
本年 部门 情况 说明 上年 年初 年末 收入 支出 结转 结余 分配 合计 小计 总计 其中 项目 科目 编码 名称 功能 分类 经济
行次 栏次 财政 拨款 一般 公共 预算 决算 政府 基金 国有 资本 经营 事业 单位 上级 附属 上缴 补助 教育 收费 其他 基本
人员 公用 经费 公务 用车 购置 运行 维护 接待 出国 金额 备注 指标 年度 全年 执行 总体 分值 得分 自评 目标 完成 原因
评价 标准 依据 目的 类型 属性 类别 设定 总额 资金 电话 负责 实施 主管 分析 结果 方案 应用 措施 改进 偏差 产出 成本
时效 质量 数量 满意 对象 服务 影响 持续 生态 社会 效益 实际 整体 绩效
"""
_OF_NAMES = """
三公 公开 明细 构成 实物 批复 时间 编制 实有 核对 购买 房屋 车辆 设备 资产 后果 行政 管理 事务 机关 信息 建设 医疗
保障 政策 就业 养老 保险 缴费 职业 年金 卫生 健康 住房 改革 公积 补贴 津贴 工资 福利 奖金 伙食 退休 离休 生活 抚恤
救济 助学 奖励 个人 家庭 商品 委托 业务 培训 会议 差旅 印刷 咨询 手续 邮电 取暖 物业 维修 租赁 劳务 工会 税金 附加
专用 材料 燃料 办公 基础 设施 大型 修缮 网络 软件 购建 物资 储备 土地 补偿 安置 青苗 附着 拆迁 交通 工具 文物 陈列
无形 债务 利息 费用 还本 付息 赠与 外交 国防 安全 科学 技术 文化 旅游 体育 传媒 节能 环保 城乡 社区 农林 水利 运输
资源 勘探 工业 商业 金融 援助 地区 自然 海洋 气象 粮油 灾害 防治 应急 国债 特别 安排 组织 党委 人大 政协 纪检 监察
统计 审计 税收 海关 知识 产权 民族 港澳 档案 民主 党派 群众 团体 宣传 统战 市场 监督 事项 综合 专项 机构 发展 战略
规划 物价 信访 普通 特殊 高等 初中 高中 小学 学前 进修 研究 科普 条件 图书 博物 广播 电视 新闻 出版 残疾 儿童 老年
救助 最低 抚养 优抚 退役 军人 公立 医院 疾病 预防 控制 妇幼 药品 食品 中医 计划 生育 污染 治理 保护 土壤 公路 铁路
民航 林业 草原 扶贫 农村 农业 开发 制造 建筑 监管 支持 中小 企业 涉外 担保 贷款 利率 测绘 地质 防汛 抗旱 消防 煤矿
彩票 公益 销售 征收 出让 配套 城市 污水 处理 债券 融资 专户 非税 用途 使用 弥补 差额 所属 来源 相关 系统 平台 采购
数据 单价 面积 用房 电影 电价 发行 重大 工程 库区 后期 扶持 通行 国家 改造 棚户 应对 环境 监测 执法 临时 代缴
"""
#: Words that table heads and headings are made of: a head broken inside one of them reads badly.
HEAD_WORDS: Final = frozenset(_OF_HEADS.split())
#: The same and those of names, from the catalogues of functional and economic codes and the titles of tables.
NAME_WORDS: Final = HEAD_WORDS | frozenset(_OF_NAMES.split())
