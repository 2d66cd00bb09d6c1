//! The C ABI of `cei`.
