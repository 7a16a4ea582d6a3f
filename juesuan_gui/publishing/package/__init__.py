"""报送包: the files of a report together with 审签表 and 公开情况回执."""
