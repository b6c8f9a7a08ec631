// `list.map (+1)` as plain C++ over reference-counted cells: what `benches/src/bin/list_map.rs` is compared with.
//
// Written by hand in the manner of the C that Lean's compiler emits: objects with an 8-byte header that begins with the
// count, natural numbers boxed by a low bit, one allocation per cell, nothing shared with the Rust runtime. Compiled
// once for each allocator (-DPEER=name names the exported functions). Counts are plain `int`s; a count that is not
// positive belongs to an object that is shared or never freed, and goes out of line, as in `lean.h`.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#ifdef PEER_MIMALLOC
extern "C" void *mi_malloc(size_t);
extern "C" void mi_free(void *);
#define ALLOC mi_malloc
#define FREE mi_free
#else
#define ALLOC malloc
#define FREE free
#endif

#define CAT2(a, b) a##_##b
#define CAT(a, b) CAT2(a, b)
#define EXPORT(name) CAT(CAT(peer, PEER), name)
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

namespace {

struct obj {
    int rc;
    uint16_t size;
    uint8_t fields;
    uint8_t tag;
};

struct cons : obj {
    obj *head;
    obj *tail;
};

inline bool is_scalar(obj *o) { return reinterpret_cast<uintptr_t>(o) & 1; }
inline obj *box(size_t n) { return reinterpret_cast<obj *>(n << 1 | 1); }
inline size_t unbox(obj *o) { return reinterpret_cast<uintptr_t>(o) >> 1; }
inline obj **fields(obj *o) { return reinterpret_cast<obj **>(o + 1); }
inline cons *cell(obj *o) { return static_cast<cons *>(o); }

__attribute__((noinline, cold)) void inc_cold(obj *o) {
    if (o->rc != 0) __atomic_fetch_sub(&o->rc, 1, __ATOMIC_RELAXED);
}

inline void inc(obj *o) {
    if (is_scalar(o)) return;
    if (LIKELY(o->rc > 0)) o->rc++;
    else inc_cold(o);
}

// The list of the dead goes through their headers, as in upstream's `lean_del_core`: a link takes the six bytes of count
// and size, so that number of fields and tag stay.
inline void set_link(obj *o, obj *next) {
    uint64_t header;
    memcpy(&header, o, sizeof(header));
    header = (header & UINT64_C(0xffff) << 48) | reinterpret_cast<uintptr_t>(next);
    memcpy(static_cast<void *>(o), &header, sizeof(header));
}

inline obj *link_of(obj *o) {
    uint64_t header;
    memcpy(&header, o, sizeof(header));
    return reinterpret_cast<obj *>(header & ~(UINT64_C(0xffff) << 48));
}

// Frees a dead object and what dies with it, without recursion.
void del(obj *o) {
    obj *todo = nullptr;
    for (;;) {
        unsigned n = o->fields;
        for (unsigned i = 0; i < n; i++) {
            obj *child = fields(o)[i];
            if (is_scalar(child)) continue;
            if (child->rc > 1) {
                child->rc--;
            } else if (child->rc == 1 || (child->rc != 0 && __atomic_fetch_add(&child->rc, 1, __ATOMIC_ACQ_REL) == -1)) {
                set_link(child, todo);
                todo = child;
            }
        }
        FREE(o);
        if (todo == nullptr) return;
        o = todo;
        todo = link_of(o);
    }
}

__attribute__((noinline)) void dec_cold(obj *o) {
    if (o->rc == 1 || (o->rc != 0 && __atomic_fetch_add(&o->rc, 1, __ATOMIC_ACQ_REL) == -1)) del(o);
}

inline void dec(obj *o) {
    if (is_scalar(o)) return;
    if (LIKELY(o->rc > 1)) o->rc--;
    else dec_cold(o);
}

inline bool exclusive(obj *o) { return LIKELY(o->rc == 1); }

inline void set_header(obj *o) {
    o->rc = 1;
    o->size = sizeof(cons);
    o->fields = 2;
    o->tag = 1;
}

inline obj *make(obj *head, obj *tail) {
    cons *c = static_cast<cons *>(static_cast<obj *>(ALLOC(sizeof(cons))));
    if (UNLIKELY(c == nullptr)) abort();
    set_header(c);
    c->head = head;
    c->tail = tail;
    return c;
}

// Numbers past a boxed scalar do not occur; the test for them is part of the work, as in Lean's `Nat.add`.
__attribute__((noinline, cold)) obj *add_big(obj *) { abort(); }

inline obj *add_one(obj *n) {
    if (LIKELY(is_scalar(n) && unbox(n) < SIZE_MAX >> 1)) return box(unbox(n) + 1);
    return add_big(n);
}

// The old cell is read, what is kept is counted up, the cell is given up, and a new one is made.
obj *map_none(obj *xs) {
    if (is_scalar(xs)) return xs;
    obj *head = cell(xs)->head, *tail = cell(xs)->tail;
    inc(head);
    inc(tail);
    dec(xs);
    obj *y = add_one(head);
    dec(head);
    return make(y, map_none(tail));
}

// The cell is kept for the new one if it is exclusive; its fields are counted as if it were freed.
obj *map_reset(obj *xs) {
    if (is_scalar(xs)) return xs;
    obj *head = cell(xs)->head, *tail = cell(xs)->tail;
    inc(head);
    inc(tail);
    obj *memory = nullptr;
    if (exclusive(xs)) {
        dec(cell(xs)->head);
        dec(cell(xs)->tail);
        memory = xs;
    } else {
        dec(xs);
    }
    obj *y = add_one(head);
    dec(head);
    obj *ys = map_reset(tail);
    if (memory == nullptr) return make(y, ys);
    set_header(memory);
    cell(memory)->head = y;
    cell(memory)->tail = ys;
    return memory;
}

// As above, but the fields of an exclusive cell move out uncounted.
obj *map_moved(obj *xs) {
    if (is_scalar(xs)) return xs;
    obj *head = cell(xs)->head, *tail = cell(xs)->tail;
    obj *memory = nullptr;
    if (exclusive(xs)) {
        memory = xs;
    } else {
        inc(head);
        inc(tail);
        dec(xs);
    }
    obj *y = add_one(head);
    dec(head);
    obj *ys = map_moved(tail);
    if (memory == nullptr) return make(y, ys);
    set_header(memory);
    cell(memory)->head = y;
    cell(memory)->tail = ys;
    return memory;
}

obj *map_in_place(obj *xs);

// What is left of `map_in_place` where the list is shared.
__attribute__((noinline, cold)) obj *map_shared(obj *xs) {
    obj *head = cell(xs)->head, *tail = cell(xs)->tail;
    inc(head);
    inc(tail);
    dec(xs);
    obj *y = add_one(head);
    dec(head);
    return make(y, map_in_place(tail));
}

// One test of the count; then only what changes is written.
obj *map_in_place(obj *xs) {
    if (is_scalar(xs)) return xs;
    if (!exclusive(xs)) return map_shared(xs);
    obj *head = cell(xs)->head;
    cell(xs)->head = add_one(head);
    dec(head);
    cell(xs)->tail = map_in_place(cell(xs)->tail);
    return xs;
}

// The list is known to be unique: no test.
obj *map_unique(obj *xs) {
    if (is_scalar(xs)) return xs;
    obj *head = cell(xs)->head;
    cell(xs)->head = add_one(head);
    dec(head);
    cell(xs)->tail = map_unique(cell(xs)->tail);
    return xs;
}

// In place as a loop; where the list is shared, new cells are hung into the hole that the last one left.
obj *map_loop(obj *xs) {
    obj *result = xs;
    obj **hole = &result;
    obj *rest = xs;
    while (!is_scalar(rest) && exclusive(rest)) {
        obj *head = cell(rest)->head;
        cell(rest)->head = add_one(head);
        dec(head);
        hole = &cell(rest)->tail;
        rest = *hole;
    }
    while (!is_scalar(rest)) {
        obj *head = cell(rest)->head, *tail = cell(rest)->tail;
        inc(head);
        inc(tail);
        dec(rest);
        obj *y = add_one(head);
        dec(head);
        *hole = make(y, box(0));
        hole = &cell(*hole)->tail;
        rest = tail;
    }
    return result;
}

} // namespace

extern "C" {

// The list 0, 1, …, n - 1.
void *EXPORT(range)(size_t n) {
    obj *list = box(0);
    while (n-- > 0) list = make(box(n), list);
    return list;
}

// `rounds` times `map (+1)`; consumes the list.
void *EXPORT(map)(int variant, void *list, size_t rounds) {
    obj *(*const variants[])(obj *) = {map_none, map_reset, map_moved, map_in_place, map_unique, map_loop};
    obj *(*f)(obj *) = variants[variant];
    obj *xs = static_cast<obj *>(list);
    for (size_t i = 0; i < rounds; i++) xs = f(xs);
    return xs;
}

size_t EXPORT(sum)(void *list) {
    size_t total = 0;
    for (obj *xs = static_cast<obj *>(list); !is_scalar(xs); xs = cell(xs)->tail) total += unbox(cell(xs)->head);
    return total;
}

void EXPORT(drop)(void *list) { dec(static_cast<obj *>(list)); }

}
