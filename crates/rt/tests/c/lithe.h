/* What the C test programs need of the C ABI: declarations, and inline helpers over the generated layout constants.
 * This is no header for users: the inline half of the ABI is not written yet. */
#ifndef LITHE_TEST_H
#define LITHE_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lithe_layout.h"

typedef struct object {
    int32_t rc;
    uint16_t cs_sz;
    uint8_t other;
    uint8_t tag;
} *obj;

#define AT(type, o, offset) (*(type *)((char *)(o) + (offset)))

static inline obj box(size_t n) { return (obj)(n << 1 | 1); }
static inline size_t unbox(obj o) { return (size_t)o >> 1; }
static inline bool is_scalar(obj o) { return (size_t)o & 1; }
static inline size_t align8(size_t n) { return (n + 7) & ~(size_t)7; }

/* Memory and counts. */
obj lean_alloc_object(size_t);
obj lean_alloc_small(unsigned, unsigned);
void lean_free_object(obj);
void lean_free_small(void *);
unsigned lean_small_mem_size(void *);
size_t lean_object_byte_size(obj);
size_t lean_object_data_byte_size(obj);
void lean_inc_ref_cold(obj);
void lean_inc_ref_n_cold(obj, unsigned);
void lean_dec_ref_cold(obj);
void lean_mark_mt(obj);
void lean_mark_persistent(obj);
void lithe_counters(uint64_t[4]);

/* The fast paths, as generated code carries them. */
static inline void inc(obj o) {
    if (is_scalar(o)) return;
    if (o->rc > 0) o->rc = (int32_t)((uint32_t)o->rc + 1);
    else if (o->rc != 0) lean_inc_ref_cold(o);
}
static inline void dec(obj o) {
    if (is_scalar(o)) return;
    if (o->rc > 1) o->rc--;
    else if (o->rc != 0) lean_dec_ref_cold(o);
}
static inline bool is_exclusive(obj o) { return !is_scalar(o) && o->rc == 1; }

static inline obj alloc_small_object(size_t size) { return lean_alloc_small(align8(size), align8(size) / 8 - 1); }
static inline void set_header(obj o, unsigned tag, unsigned other) {
    o->rc = 1;
    o->tag = tag;
    o->other = other;
}
static inline obj alloc_ctor(unsigned tag, unsigned fields, unsigned scalars) {
    size_t size = LITHE_CTOR_FIELDS + 8 * fields + scalars;
    obj o = alloc_small_object(size);
    if (align8(size) > size) AT(uint64_t, o, align8(size) - 8) = 0;
    set_header(o, tag, fields);
    return o;
}
static inline obj *ctor_field(obj o, unsigned i) { return &AT(obj, o, LITHE_CTOR_FIELDS + 8 * i); }
static inline void *ctor_scalar(obj o, unsigned offset) {
    return (char *)o + LITHE_CTOR_FIELDS + 8 * o->other + offset;
}
static inline obj alloc_closure(void *fun, unsigned arity, unsigned fixed) {
    obj o = lean_alloc_object(LITHE_CLOSURE_ARGS + 8 * fixed);
    set_header(o, LITHE_TAG_CLOSURE, 0);
    AT(void *, o, LITHE_CLOSURE_FUN) = fun;
    AT(uint16_t, o, LITHE_CLOSURE_ARITY) = arity;
    AT(uint16_t, o, LITHE_CLOSURE_FIXED) = fixed;
    return o;
}
static inline obj *closure_arg(obj o, unsigned i) { return &AT(obj, o, LITHE_CLOSURE_ARGS + 8 * i); }
static inline obj alloc_array(size_t size, size_t capacity) {
    obj o = lean_alloc_object(LITHE_ARRAY_DATA + 8 * capacity);
    set_header(o, LITHE_TAG_ARRAY, 0);
    AT(size_t, o, LITHE_ARRAY_SIZE) = size;
    AT(size_t, o, LITHE_ARRAY_CAPACITY) = capacity;
    return o;
}
static inline size_t array_size(obj o) { return AT(size_t, o, LITHE_ARRAY_SIZE); }
static inline obj *array_data(obj o) { return &AT(obj, o, LITHE_ARRAY_DATA); }
static inline obj alloc_sarray(unsigned elem, size_t size, size_t capacity) {
    obj o = lean_alloc_object(LITHE_ARRAY_DATA + elem * capacity);
    set_header(o, LITHE_TAG_SCALAR_ARRAY, elem);
    AT(size_t, o, LITHE_ARRAY_SIZE) = size;
    AT(size_t, o, LITHE_ARRAY_CAPACITY) = capacity;
    return o;
}
static inline const char *cstr(obj o) { return &AT(char, o, LITHE_STRING_DATA); }
static inline size_t string_size(obj o) { return AT(size_t, o, LITHE_STRING_SIZE); }
static inline size_t string_length(obj o) { return AT(size_t, o, LITHE_STRING_LENGTH); }
static inline obj mk_thunk(obj closure) {
    obj o = alloc_small_object(24);
    set_header(o, LITHE_TAG_THUNK, 0);
    AT(obj, o, LITHE_THUNK_VALUE) = NULL;
    AT(obj, o, LITHE_THUNK_CLOSURE) = closure;
    return o;
}

/* Application and thunks. */
obj lean_apply_1(obj, obj);
obj lean_apply_2(obj, obj, obj);
obj lean_apply_3(obj, obj, obj, obj);
obj lean_apply_4(obj, obj, obj, obj, obj);
obj lean_apply_16(obj, obj, obj, obj, obj, obj, obj, obj, obj, obj, obj, obj, obj, obj, obj, obj, obj);
obj lean_apply_n(obj, unsigned, obj *);
obj lean_apply_m(obj, unsigned, obj *);
obj lean_thunk_get_core(obj);

/* Panics. */
void lean_set_panic_messages(bool);
void lean_set_exit_on_panic(bool);
obj lean_panic_fn(obj, obj);
_Noreturn void lean_internal_panic(const char *);
_Noreturn void lean_internal_panic_unreachable(void);

/* Arrays. */
obj lean_array_mk(obj);
obj lean_array_to_list(obj);
obj lean_array_push(obj, obj);
obj lean_array_get_panic(obj);
obj lean_mk_array(obj, obj);
obj lean_copy_expand_array(obj, bool);
obj lean_byte_array_push(obj, uint8_t);
obj lean_byte_array_data(obj);
uint64_t lean_byte_array_hash(obj);
obj lean_float_array_push(obj, double);

/* Strings. */
obj lean_mk_string(const char *);
obj lean_mk_string_unchecked(const char *, size_t, size_t);
obj lean_string_push(obj, uint32_t);
obj lean_string_append(obj, obj);
obj lean_string_mk(obj);
obj lean_string_data(obj);
uint32_t lean_string_utf8_get(obj, obj);
obj lean_string_utf8_next(obj, obj);
obj lean_string_utf8_extract(obj, obj, obj);
bool lean_string_eq_cold(obj, obj);
bool lean_string_lt(obj, obj);
uint64_t lean_string_hash(obj);
obj lean_string_of_usize(size_t);

/* Numbers. */
obj lean_cstr_to_nat(const char *);
obj lean_big_usize_to_nat(size_t);
obj lean_nat_big_add(obj, obj);
obj lean_nat_big_mul(obj, obj);
obj lean_nat_big_div(obj, obj);
obj lean_nat_big_mod(obj, obj);
obj lean_nat_overflow_mul(size_t, size_t);
obj lean_nat_pow(obj, obj);
obj lean_nat_shiftl(obj, obj);
bool lean_nat_big_eq(obj, obj);
bool lean_nat_big_lt(obj, obj);
uint64_t lean_uint64_of_big_nat(obj);
obj lean_cstr_to_int(const char *);
obj lean_int_big_add(obj, obj);
obj lean_int_big_neg(obj);
bool lean_int_big_eq(obj, obj);

/* Tasks, references, externals. */
void lean_init_task_manager_using(unsigned);
void lean_finalize_task_manager(void);
obj lean_task_pure(obj);
obj lean_task_spawn_core(obj, unsigned, bool);
obj lean_task_map_core(obj, obj, unsigned, bool, bool);
obj lean_task_bind_core(obj, obj, unsigned, bool, bool);
obj lean_task_get(obj);
obj lean_io_wait_any_core(obj);
uint8_t lean_io_get_task_state_core(obj);
void lean_io_cancel_core(obj);
bool lean_io_check_canceled_core(void);
obj lean_io_promise_new(void);
obj lean_io_promise_resolve(obj, obj);
obj lean_io_promise_result_opt(obj);
obj lean_st_mk_ref(obj);
obj lean_st_ref_get(obj);
obj lean_st_ref_set(obj, obj);
obj lean_st_ref_take(obj);
obj lean_st_ref_swap(obj, obj);
void *lean_register_external_class(void (*)(void *), void (*)(void *, obj));
uint8_t lean_name_eq(obj, obj);

#endif
