//! The same without vector instructions: what the others are held against, and what takes any number of columns.

use crate::{MAX_STAGE, NO_STAGE, NOT_APPLICABLE, Needs, Tables};

/// How many rows are looked at together.
const ROWS: usize = 64;
const STAGES: usize = MAX_STAGE as usize;

pub(crate) fn stage(tables: &Tables, columns: &[&[u8]], out: &mut [u8]) -> bool {
    let k = usize::from(tables.stages);
    let mut highest = 0;
    for (index, places) in out.chunks_mut(ROWS).enumerate() {
        let start = index * ROWS;
        // How many have reached stage number i + 1.
        let mut reached = [[0_u16; ROWS]; STAGES];
        let mut others = [0_u16; ROWS];
        for column in columns {
            let mut cells = [NOT_APPLICABLE; ROWS];
            cells[..places.len()].copy_from_slice(&column[start..start + places.len()]);
            for (cell, others) in cells.iter_mut().zip(&mut others) {
                highest = highest.max(cell.wrapping_add(1));
                *others += u16::from(*cell == NOT_APPLICABLE);
                *cell = if *cell == NOT_APPLICABLE { NO_STAGE } else { *cell };
            }
            if !tables.is_plain() {
                for cell in &mut cells {
                    *cell = tables.votes.get(usize::from(*cell)).copied().unwrap_or(NO_STAGE);
                }
            }
            for (stage, reached) in (1..).zip(&mut reached[..k]) {
                for (cell, reached) in cells.iter().zip(reached) {
                    *reached += u16::from(*cell >= stage);
                }
            }
        }
        for (row, place) in places.iter_mut().enumerate() {
            let reached = std::array::from_fn(|stage| reached[stage][row]);
            *place = decide(tables, &reached, usize::from(others[row]));
        }
    }
    highest <= tables.stages + 1
}

/// The stage of one row.
fn decide(tables: &Tables, reached: &[u16; STAGES], others: usize) -> u8 {
    let votes = usize::from(reached[0]);
    let members = columns_less(tables, others);
    if members == 0 {
        return NOT_APPLICABLE;
    }
    if u32::from(reached[0]) < tables.enough[members] {
        return NO_STAGE;
    }
    let above = || (2..).zip(&reached[1..usize::from(tables.stages)]);
    let points: u32 = above().map(|(_, count)| u32::from(*count)).sum();
    let meets = |(stage, count): &(u8, &u16)| {
        let have = if matches!(tables.needs, Needs::Points(_)) { points } else { u32::from(**count) };
        have >= tables.need(*stage, votes)
    };
    let stage = above().take_while(meets).count() + 1;
    let lowest = above().take_while(|(_, count)| **count == reached[0]).count() + 1;
    let most = tables.within.map_or(usize::from(tables.stages), |within| lowest + usize::from(within));
    u8::try_from(stage.min(most)).unwrap_or(tables.stages)
}

fn columns_less(tables: &Tables, others: usize) -> usize {
    tables.members().saturating_sub(others)
}
