//! Reading a real file and compacting it again gives the same bytes.

use olean::compact::{Compactor, Stored, Target};
use olean::verify::Verifier;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

fn rewrite(bytes: &[u8]) -> Vec<u8> {
    let mut verifier = Verifier::new();
    let verified = verifier.verify(&[bytes]).unwrap();
    let image = verified.image();
    let header = image.parts()[0].header();
    let graph = Stored::new(image);
    let target = Target::like(header);
    let mut compactor = Compactor::new(&graph, target);
    compactor.part(graph.root(0).unwrap()).unwrap();
    compactor.into_parts().remove(0)
}

#[test]
fn every_real_file_comes_out_as_it_went_in() {
    let files: Vec<PathBuf> = test_kit::corpus::files().unwrap();
    let (next, same) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let bytes = std::fs::read(path).unwrap();
                    assert!(rewrite(&bytes) == bytes, "{}", path.display());
                    same.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(same.into_inner(), 2098);
}
