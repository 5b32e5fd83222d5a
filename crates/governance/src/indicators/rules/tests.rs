//! Months, gaps and freezing, by worked cases.
