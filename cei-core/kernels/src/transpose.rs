//! Rows to columns and back, in blocks that stay in the cache.

/// Rows that are taken apart together.
pub(crate) const ROWS: usize = 32;
/// Columns that are taken apart together.
pub(crate) const COLUMNS: usize = 16;

/// Takes `count` rows apart into the columns of `out`, `height` bytes each, of which the first `count` are filled. From
/// one row to the next it is `stride` bytes.
///
/// # Panics
///
/// If there are not so many rows, or a column is not as high as they are many.
pub fn rows_to_columns(rows: &[u8], stride: usize, count: usize, out: &mut [u8], height: usize) {
    let columns = out.len() / height;
    let mut done = 0;
    #[cfg(target_arch = "x86_64")]
    if columns >= COLUMNS && is_x86_feature_detected!("avx2") {
        // SAFETY: it has just been seen that the machine has AVX2.
        unsafe { crate::x86::rows_to_columns(rows, stride, count - count % ROWS, out, height) };
        done = count - count % ROWS;
    }
    for (column, places) in out.chunks_exact_mut(height).enumerate() {
        for (row, place) in places[..count].iter_mut().enumerate().skip(done) {
            *place = rows[row * stride + column];
        }
    }
}

/// Puts the columns, `height` bytes each, of which the first `count` count, together into rows. From one row to the next
/// it is `stride` bytes; what lies between them stays as it is.
///
/// # Panics
///
/// If there is no room for so many rows, or a column is not as high as they are many.
pub fn columns_to_rows(columns: &[u8], height: usize, count: usize, out: &mut [u8], stride: usize) {
    let width = columns.len() / height;
    let mut done = 0;
    #[cfg(target_arch = "x86_64")]
    if width <= COLUMNS && is_x86_feature_detected!("avx2") {
        // SAFETY: it has just been seen that the machine has AVX2.
        unsafe { crate::x86::columns_to_rows(columns, height, count - count % ROWS, out, stride) };
        done = count - count % ROWS;
    }
    for (column, values) in columns.chunks_exact(height).enumerate() {
        for (row, value) in values[..count].iter().enumerate().skip(done) {
            out[row * stride + column] = *value;
        }
    }
}

/// Copies as many bytes as there are places, at most 16: two copies that overlap are quicker than one of any length.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn put(places: &mut [u8], values: &[u8; COLUMNS]) {
    fn ends<const N: usize>(places: &mut [u8], values: &[u8; COLUMNS]) {
        let start = places.len() - N;
        places[..N].copy_from_slice(&values[..N]);
        places[start..].copy_from_slice(&values[start..start + N]);
    }
    match places.len() {
        8..=COLUMNS => ends::<8>(places, values),
        4..8 => ends::<4>(places, values),
        len => places.copy_from_slice(&values[..len]),
    }
}
