//! Another Rust library in the same program: it allocates, prints and catches a panic, so that it brings its own runtime.

/// The number of bytes of a text that it makes, or 0 if making it panicked.
#[unsafe(no_mangle)]
pub extern "C" fn beside_len(number: u32) -> usize {
    std::panic::catch_unwind(|| {
        assert!(number < 1000, "too great");
        let words: Vec<String> = (0..number).map(|index| format!("{index:>3}")).collect();
        words.concat().len()
    })
    .unwrap_or(0)
}
