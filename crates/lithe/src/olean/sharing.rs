//! How objects are shared, and which part of a module brings which bytes into a file.

use super::names;
use super::places::Places;
use olean::error::Refusal;
use olean::module_data::ModuleData;
use olean::view::{Image, Object, Word};
use rustc_hash::FxHashMap;

/// References and sections of one or more modules.
#[derive(Debug, Default)]
pub struct Sharing {
    /// Objects with one reference.
    pub once: u64,
    /// Objects with more.
    pub more: u64,
    /// Most references to one object.
    pub most: u64,
    /// Bytes by section: what each reaches and none before it does. In the order of the first file that has it.
    pub sections: Vec<(String, u64)>,
    index: FxHashMap<String, usize>,
}

impl Sharing {
    /// The sharing in one module; the sections are those of its last part, which are walked in the order of the file.
    pub fn of(image: &Image<'_>) -> Result<Sharing, Refusal> {
        let mut sharing = Sharing::default();
        sharing.count_references(image);
        let data = ModuleData::of_part(image, image.parts().len() - 1)?;
        let mut walk = Walk::new(image);
        for (i, name) in ["imports", "constNames", "constants", "extraConstNames"].into_iter().enumerate() {
            let bytes = walk.reach(data.object().field(i));
            sharing.section(name.to_owned(), bytes);
        }
        for extension in data.entries() {
            let extension = extension?;
            let bytes = walk.reach(Some(Word::Object(extension.array())));
            sharing.section(names::text(extension.extension), bytes);
        }
        let rest = walk.reach(image.root(image.parts().len() - 1));
        sharing.section("names of the extensions".to_owned(), rest);
        Ok(sharing)
    }

    /// Adds the counts of another module.
    pub fn add(&mut self, other: &Sharing) {
        self.once += other.once;
        self.more += other.more;
        self.most = self.most.max(other.most);
        for (name, bytes) in &other.sections {
            self.section(name.clone(), *bytes);
        }
    }

    fn section(&mut self, name: String, bytes: u64) {
        let next = self.sections.len();
        let at = *self.index.entry(name.clone()).or_insert(next);
        if at == next {
            self.sections.push((name, 0));
        }
        self.sections[at].1 += bytes;
    }

    fn count_references(&mut self, image: &Image<'_>) {
        let mut counts = Places::<u32>::new(image);
        for part in 0..image.parts().len() {
            for object in image.objects(part) {
                for child in object.children().filter_map(Word::object) {
                    let count = counts.at(child.place());
                    *count = count.saturating_add(1);
                }
            }
        }
        for count in counts.0.iter().flatten() {
            self.once += u64::from(*count == 1);
            self.more += u64::from(*count > 1);
            self.most = self.most.max(u64::from(*count));
        }
    }
}

/// A walk that counts each object once.
struct Walk<'i> {
    seen: Places<bool>,
    open: Vec<Object<'i>>,
}

impl<'i> Walk<'i> {
    fn new(image: &Image<'_>) -> Walk<'i> {
        Walk { seen: Places::new(image), open: Vec::new() }
    }

    /// Bytes of the objects that `word` reaches and that were not reached before.
    fn reach(&mut self, word: Option<Word<'i>>) -> u64 {
        let mut bytes = 0;
        self.open.extend(word.and_then(Word::object).filter(|o| !std::mem::replace(self.seen.at(o.place()), true)));
        while let Some(object) = self.open.pop() {
            bytes += object.byte_size() as u64;
            for child in object.children().filter_map(Word::object) {
                if !std::mem::replace(self.seen.at(child.place()), true) {
                    self.open.push(child);
                }
            }
        }
        bytes
    }
}
