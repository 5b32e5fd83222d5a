//! Finance from outside, one module for each feature.

mod einvoice;
