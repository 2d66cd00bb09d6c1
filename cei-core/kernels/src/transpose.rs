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
        for first in (0..count - count % ROWS).step_by(ROWS) {
            // The last columns are done together with some before them.
            for column in (0..columns - COLUMNS).step_by(COLUMNS).chain([columns - COLUMNS]) {
                let block = std::array::from_fn(|row| rows_at(rows, (first + row) * stride + column));
                let mut parts = out[column * height..(column + COLUMNS) * height].chunks_exact_mut(height);
                let into: [&mut [u8; ROWS]; COLUMNS] =
                    std::array::from_fn(|_| part_at(parts.next().unwrap_or_default(), first));
                // SAFETY: it has just been seen that the machine has AVX2.
                unsafe { crate::x86::transpose(block, into) };
            }
        }
        done = count - count % ROWS;
    }
    for (column, places) in out.chunks_exact_mut(height).enumerate() {
        for (row, place) in places[..count].iter_mut().enumerate().skip(done) {
            *place = rows[row * stride + column];
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn rows_at(rows: &[u8], at: usize) -> &[u8; COLUMNS] {
    rows[at..].first_chunk().unwrap_or(&[0; COLUMNS])
}

#[cfg(target_arch = "x86_64")]
#[expect(clippy::expect_used, reason = "so many rows are there: the loop is over whole blocks")]
fn part_at(column: &mut [u8], at: usize) -> &mut [u8; ROWS] {
    column[at..].first_chunk_mut().expect("a column has as many places as there are rows")
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
        let nothing = [0; ROWS];
        let mut block = [[0; COLUMNS]; ROWS];
        for first in (0..count - count % ROWS).step_by(ROWS) {
            let from: [&[u8; ROWS]; COLUMNS] = std::array::from_fn(|column| {
                let column = columns.get(column * height + first..(column + 1) * height).unwrap_or_default();
                column.first_chunk().unwrap_or(&nothing)
            });
            // SAFETY: it has just been seen that the machine has AVX2.
            unsafe { crate::x86::transpose_back(from, &mut block) };
            for (row, values) in block.iter().enumerate() {
                put(&mut out[(first + row) * stride..][..width], values);
            }
        }
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
fn put(places: &mut [u8], values: &[u8; COLUMNS]) {
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
