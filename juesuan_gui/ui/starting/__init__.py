"""Start page, new reports, opening, the sample, many reports at once."""
