//! The header alone: parsing never panics, and what it returns lies inside the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use olean::header::Header;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(header) = Header::parse(bytes) {
        let payload = header.payload();
        assert!(payload.start < payload.end && payload.end <= bytes.len());
        assert!(header.first_object() <= payload.end);
        assert_eq!(header.base() % olean::header::BASE_ALIGN, 0);
        header.closure_offsets(bytes).for_each(drop);
        let libraries: usize = header.libraries(bytes).iter().map(|(_, id)| id.len()).sum();
        assert!(libraries <= bytes.len());
        assert!(header.lean_version().is_ascii() && header.commit().is_ascii());
    }
});
