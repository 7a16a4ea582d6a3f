"""What a report prints otherwise than its form: settings of all tables and of one."""
