//! Answers agreement requests through the Rust API: one JSON request a line in, one JSON answer a line out.
//!
//! `tests/agreement` and `tests/bench/agreement.py` speak to it. `stages` holds stage numbers rater by rater, 0 where
//! there is none. With `repeat`, the answer also says how many seconds each repetition took.

use std::io::{BufRead, Write};
use std::time::Instant;

use cei_core::{AgreementMeasures, Bootstrap, Coefficients, Language, RatingMatrix, Report};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Request {
    stages: Vec<u8>,
    units: usize,
    categories: u8,
    bootstrap: Option<Bootstrap>,
    #[serde(default)]
    repeat: u32,
}

#[derive(Serialize)]
struct Answer {
    agreement: Option<AgreementMeasures>,
    report: Option<String>,
    seconds: Vec<f64>,
    kernel_seconds: Vec<f64>,
}

fn agreement(request: &Request) -> Result<AgreementMeasures, Report> {
    RatingMatrix::new(&request.stages, request.units, request.categories)?.agreement(request.bootstrap.as_ref())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let mut answer = Answer { agreement: None, report: None, seconds: Vec::new(), kernel_seconds: Vec::new() };
        for _ in 0..request.repeat {
            let start = Instant::now();
            std::hint::black_box(agreement(std::hint::black_box(&request)).is_ok());
            answer.seconds.push(start.elapsed().as_secs_f64());
        }
        if request.repeat > 0 {
            let matrix = RatingMatrix::new(&request.stages, request.units, request.categories)?;
            let counts = matrix.counts().repeat(10_000);
            for _ in 0..request.repeat {
                let start = Instant::now();
                let each = Coefficients::each(std::hint::black_box(&counts), request.units, request.categories)?;
                answer.kernel_seconds.push(start.elapsed().as_secs_f64() / each.len() as f64);
            }
        }
        match agreement(&request) {
            Ok(agreement) => answer.agreement = Some(agreement),
            Err(report) => answer.report = Some(report.to_json(Language::En)),
        }
        serde_json::to_writer(&mut out, &answer)?;
        writeln!(out)?;
    }
    Ok(())
}
