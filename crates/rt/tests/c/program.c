/* A C program over the C ABI, in the style of generated code: each part makes objects, uses them, gives them up, and
 * has to leave as many frees as allocations behind. Prints one line a part; exits with 1 at the first mistake. */

#include <pthread.h>
#include <time.h>

#include "lithe.h"

#define CHECK(condition)                                                             \
    do {                                                                             \
        if (!(condition)) {                                                          \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);          \
            exit(1);                                                                 \
        }                                                                            \
    } while (0)

static obj cons(obj head, obj tail) {
    obj o = alloc_ctor(1, 2, 0);
    *ctor_field(o, 0) = head;
    *ctor_field(o, 1) = tail;
    return o;
}

static obj range(size_t n) {
    obj list = box(0);
    while (n-- > 0) list = cons(box(n), list);
    return list;
}

/* map (+1), reusing each cell that nobody else has. */
static obj bump(obj list) {
    obj result = box(0), *last = &result;
    while (!is_scalar(list)) {
        obj head = *ctor_field(list, 0), tail = *ctor_field(list, 1), cell;
        if (is_exclusive(list)) {
            cell = list;
        } else {
            inc(head);
            inc(tail);
            dec(list);
            cell = alloc_ctor(1, 2, 0);
        }
        *ctor_field(cell, 0) = box(unbox(head) + 1);
        *last = cell;
        last = ctor_field(cell, 1);
        list = tail;
    }
    *last = list;
    return result;
}

static size_t sum(obj list) {
    size_t n = 0;
    for (; !is_scalar(list); list = *ctor_field(list, 1)) n += unbox(*ctor_field(list, 0));
    return n;
}

static void constructors(void) {
    obj list = range(1000), kept;
    inc(list);
    kept = list;
    list = bump(list);
    CHECK(sum(list) == 500500 && sum(kept) == 499500);
    dec(kept);
    obj before = list;
    list = bump(list);
    CHECK(list == before && sum(list) == 501500);
    dec(list);

    obj mixed = alloc_ctor(7, 1, 13);
    *ctor_field(mixed, 0) = lean_mk_string("field");
    memcpy(ctor_scalar(mixed, 0), "thirteen byte", 13);
    CHECK(lean_object_byte_size(mixed) == 32 && lean_small_mem_size(mixed) == 32);
    CHECK(memcmp(ctor_scalar(mixed, 0), "thirteen byte\0\0\0", 16) == 0);
    dec(mixed);

    obj deep = range(1000000);
    dec(deep);
    /* A shell alone: what the field held is ours again. */
    obj shell = alloc_ctor(0, 1, 0), inside = lean_mk_string("inside");
    *ctor_field(shell, 0) = inside;
    lean_free_object(shell);
    CHECK(strcmp(cstr(inside), "inside") == 0);
    dec(inside);
}

static obj add2(obj a, obj b) { return box(unbox(a) + unbox(b)); }
static obj weigh16(obj a, obj b, obj c, obj d, obj e, obj f, obj g, obj h, obj i, obj j, obj k, obj l, obj m, obj n,
                   obj o, obj p) {
    obj all[16] = {a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p};
    size_t sum = 0;
    for (size_t x = 0; x < 16; x++) {
        sum = sum * 3 + string_length(all[x]);
        dec(all[x]);
    }
    return box(sum);
}
static obj weigh40(obj *args) {
    size_t sum = 0;
    for (size_t x = 0; x < 40; x++) {
        sum = sum * 3 + string_length(args[x]);
        dec(args[x]);
    }
    return box(sum);
}
/* A function that gives a function. */
static obj adder(obj a) {
    obj f = alloc_closure(add2, 2, 1);
    *closure_arg(f, 0) = a;
    return f;
}

static obj text_of(size_t n) { return lean_mk_string_unchecked("xxxxxxxxxxxxxxxx", n % 16, n % 16); }

static size_t weight(size_t n) {
    size_t sum = 0;
    for (size_t x = 0; x < n; x++) sum = sum * 3 + x % 16;
    return sum;
}

static void closures(void) {
    obj f = alloc_closure(add2, 2, 0);
    inc(f);
    CHECK(unbox(lean_apply_2(f, box(3), box(4))) == 7);
    obj g = lean_apply_1(f, box(30));
    inc(g);
    CHECK(unbox(lean_apply_1(g, box(12))) == 42);
    CHECK(unbox(lean_apply_1(g, box(1))) == 31);
    CHECK(unbox(lean_apply_2(alloc_closure(adder, 1, 0), box(5), box(6))) == 11);

    /* 16 arguments in every split, and 40 in two steps; all of them counted. */
    for (size_t split = 1; split < 16; split++) {
        obj h = alloc_closure(weigh16, 16, 0), args[16];
        for (size_t i = 0; i < 16; i++) args[i] = text_of(i);
        h = lean_apply_n(h, split, args);
        inc(h);
        obj again[16];
        for (size_t i = split; i < 16; i++) again[i] = text_of(i);
        CHECK(unbox(lean_apply_n(h, 16 - split, args + split)) == weight(16));
        CHECK(unbox(lean_apply_n(h, 16 - split, again + split)) == weight(16));
    }
    obj h = alloc_closure(weigh40, 40, 0), args[40];
    for (size_t i = 0; i < 40; i++) args[i] = text_of(i);
    h = lean_apply_m(h, 20, args);
    CHECK(unbox(lean_apply_m(h, 20, args + 20)) == weight(40));
    CHECK(unbox(lean_apply_16(alloc_closure(weigh16, 16, 0), text_of(0), text_of(1), text_of(2), text_of(3), text_of(4),
                              text_of(5), text_of(6), text_of(7), text_of(8), text_of(9), text_of(10), text_of(11),
                              text_of(12), text_of(13), text_of(14), text_of(15))) == weight(16));
    /* What is left of an erased proof. */
    CHECK(lean_apply_3(box(0), text_of(1), box(2), text_of(3)) == box(0));
}

static void arrays(void) {
    obj a = alloc_array(0, 0);
    for (size_t i = 0; i < 5000; i++) a = lean_array_push(a, lean_string_of_usize(i));
    CHECK(array_size(a) == 5000 && is_exclusive(a));
    inc(a);
    obj b = lean_array_push(a, box(0));
    CHECK(array_size(a) == 5000 && array_size(b) == 5001);
    CHECK(array_data(a)[4321] == array_data(b)[4321] && strcmp(cstr(array_data(a)[4321]), "4321") == 0);
    dec(b);
    obj list = lean_array_to_list(a);
    a = lean_array_mk(list);
    CHECK(array_size(a) == 5000 && strcmp(cstr(array_data(a)[4999]), "4999") == 0);
    obj copy;
    inc(a);
    copy = lean_copy_expand_array(a, true);
    CHECK(copy != a && AT(size_t, copy, LITHE_ARRAY_CAPACITY) >= 10000);
    CHECK(lean_object_data_byte_size(copy) == LITHE_ARRAY_DATA + 8 * 5000);
    dec(copy);
    dec(a);
    lean_set_panic_messages(false);
    obj def = lean_array_get_panic(lean_mk_string("default"));
    CHECK(strcmp(cstr(def), "default") == 0);
    def = lean_panic_fn(def, lean_mk_string("message"));
    obj many = lean_mk_array(box(300), def);
    CHECK(def->rc == 300);
    dec(many);

    obj bytes = alloc_sarray(1, 0, 0);
    for (size_t i = 0; i < 10000; i++) bytes = lean_byte_array_push(bytes, (uint8_t)i);
    inc(bytes);
    obj words = lean_byte_array_data(bytes);
    CHECK(array_size(words) == 10000 && unbox(array_data(words)[9999]) == (uint8_t)9999);
    CHECK(lean_byte_array_hash(bytes) != 0);
    dec(words);
    dec(bytes);
    obj floats = alloc_sarray(8, 0, 4);
    for (size_t i = 0; i < 1000; i++) floats = lean_float_array_push(floats, i / 4.0);
    CHECK(AT(double, floats, LITHE_ARRAY_DATA + 8 * 999) == 249.75);
    dec(floats);
}

static void strings(void) {
    obj s = lean_mk_string("α");
    CHECK(string_length(s) == 1 && string_size(s) == 3);
    for (int i = 0; i < 1000; i++) s = lean_string_push(s, 0x1f600);
    inc(s);
    obj t = lean_string_append(s, s);
    CHECK(string_length(s) == 1001 && string_length(t) == 2002 && string_size(t) == 8005);
    CHECK(lean_string_utf8_get(t, box(2)) == 0x1f600 && lean_string_utf8_get(t, box(3)) == 'A');
    CHECK(lean_string_utf8_next(t, box(0)) == box(2) && lean_string_utf8_next(t, box(2)) == box(6));
    obj half = lean_string_utf8_extract(t, box(0), box(4002));
    CHECK(string_size(half) == string_size(s) && lean_string_eq_cold(half, s));
    CHECK(!lean_string_lt(half, s) && lean_string_lt(s, t));
    CHECK(lean_string_hash(half) == lean_string_hash(s));
    obj again = lean_string_mk(lean_string_data(half));
    CHECK(lean_string_eq_cold(again, s));
    dec(again);
    dec(s);
    dec(t);
    obj bad = lean_mk_string("bad \xff byte");
    CHECK(strcmp(cstr(bad), "bad \xef\xbf\xbd byte") == 0);
    dec(bad);
    /* "Nat", as in the cached words of real files. */
    obj nat = lean_mk_string("Nat");
    CHECK(lean_string_hash(nat) == 0x65d4ebcc4219cd40ull);
    dec(nat);
}

static void numbers(void) {
    obj a = lean_cstr_to_nat("100000000000000000000000000000000000000007");
    obj b = lean_nat_pow(box(7), box(100));
    obj c = lean_nat_big_mul(a, b);
    obj d = lean_nat_big_div(c, a), r = lean_nat_big_mod(c, a);
    CHECK(lean_nat_big_eq(d, b) && r == box(0));
    obj e = lean_nat_big_add(c, box(3));
    r = lean_nat_big_mod(e, b);
    CHECK(r == box(3) && lean_nat_big_lt(c, e));
    obj f = lean_nat_overflow_mul((size_t)1 << 40, (size_t)1 << 40), g = lean_nat_shiftl(box(1), box(80));
    CHECK(lean_nat_big_eq(f, g) && lean_uint64_of_big_nat(f) == 0);
    obj h = lean_big_usize_to_nat(SIZE_MAX);
    CHECK(!is_scalar(h) && lean_uint64_of_big_nat(h) == UINT64_MAX && is_scalar(lean_big_usize_to_nat(5)));
    obj i = lean_cstr_to_int("-123456789012345678901234567890"), j = lean_int_big_neg(i);
    CHECK(lean_int_big_add(i, j) == box(0) && !lean_int_big_eq(i, j));
    obj all[] = {a, b, c, d, e, f, g, h, i, j};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) dec(all[k]);
}

static int forced;
static obj compute(obj unit) {
    (void)unit;
    forced++;
    return lean_mk_string("computed");
}
static obj produce(obj n, obj unit) {
    (void)unit;
    return range(unbox(n));
}
static obj total(obj list) {
    size_t n = sum(list);
    dec(list);
    return box(n);
}
static obj produce_task(obj n) {
    obj f = alloc_closure(produce, 2, 1);
    *closure_arg(f, 0) = n;
    return lean_task_spawn_core(f, 0, false);
}
static obj wait_for_cancel(obj unit) {
    (void)unit;
    while (!lean_io_check_canceled_core()) {
    }
    return box(77);
}

static void thunks_and_tasks(void) {
    obj t = mk_thunk(alloc_closure(compute, 1, 0));
    forced = 0;
    obj v = lean_thunk_get_core(t);
    CHECK(v == lean_thunk_get_core(t) && forced == 1 && strcmp(cstr(v), "computed") == 0);
    dec(t);

    obj list = box(0);
    for (size_t n = 0; n < 50; n++) {
        obj task = lean_task_bind_core(lean_task_pure(box(n)), alloc_closure(produce_task, 1, 0), 0, n % 2, false);
        list = cons(lean_task_map_core(alloc_closure(total, 1, 0), task, n % 9, false, true), list);
    }
    size_t n = 50;
    for (obj l = list; !is_scalar(l); l = *ctor_field(l, 1)) {
        n--;
        CHECK(unbox(lean_task_get(*ctor_field(l, 0))) == n * (n - 1) / 2 || n == 0);
        CHECK(lean_io_get_task_state_core(*ctor_field(l, 0)) == 2);
    }
    dec(list);

    obj promise = lean_io_promise_new(), result = lean_io_promise_result_opt(promise);
    obj slow = lean_task_spawn_core(alloc_closure(wait_for_cancel, 1, 0), 0, false);
    inc(slow);
    inc(result);
    obj both = cons(slow, cons(result, box(0)));
    lean_io_promise_resolve(lean_mk_string("resolved"), promise);
    obj first = lean_io_wait_any_core(both);
    CHECK(first == result && strcmp(cstr(*ctor_field(lean_task_get(result), 0)), "resolved") == 0);
    lean_io_cancel_core(slow);
    CHECK(lean_task_get(slow) == box(77));
    dec(both);
    dec(slow);
    dec(result);
    dec(promise);
    promise = lean_io_promise_new();
    result = lean_io_promise_result_opt(promise);
    dec(promise);
    CHECK(lean_task_get(result) == box(0));
    dec(result);
}

static obj shared_ref;
static void *count_up(void *unused) {
    (void)unused;
    for (int i = 0; i < 5000; i++) {
        obj list = lean_st_ref_take(shared_ref);
        size_t n = unbox(*ctor_field(list, 0));
        dec(list);
        lean_st_ref_set(shared_ref, cons(box(n + 1), box(0)));
        obj seen = lean_st_ref_get(shared_ref);
        CHECK(unbox(*ctor_field(seen, 0)) > n);
        dec(seen);
    }
    return NULL;
}

static int finalized;
static void finalize(void *data) {
    finalized++;
    free(data);
}
static void visit(void *data, obj f) {
    (void)data;
    (void)f;
}

static void references_and_externals(void) {
    obj r = lean_st_mk_ref(lean_mk_string("first"));
    obj old = lean_st_ref_swap(r, lean_mk_string("second"));
    CHECK(strcmp(cstr(old), "first") == 0);
    dec(old);
    lean_st_ref_set(r, lean_mk_string("third"));
    obj now = lean_st_ref_take(r);
    CHECK(strcmp(cstr(now), "third") == 0);
    dec(now);
    dec(r); /* empty */

    shared_ref = lean_st_mk_ref(cons(box(0), box(0)));
    lean_mark_mt(shared_ref);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, count_up, NULL) == 0);
    for (int i = 0; i < 4; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    obj end = lean_st_ref_get(shared_ref);
    CHECK(unbox(*ctor_field(end, 0)) == 20000 && end->rc < 0);
    dec(end);
    dec(shared_ref);

    void *class = lean_register_external_class(finalize, visit);
    obj e = alloc_small_object(24);
    set_header(e, LITHE_TAG_EXTERNAL, 0);
    AT(void *, e, LITHE_EXTERNAL_CLASS) = class;
    AT(void *, e, LITHE_EXTERNAL_DATA) = malloc(100);
    lean_mark_mt(e);
    inc(e);
    dec(e);
    CHECK(finalized == 0);
    dec(e);
    CHECK(finalized == 1);
}

static void part(const char *name, void (*run)(void)) {
    run();
    printf("%s\n", name);
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "internal-panic") == 0) lean_internal_panic("told to");
    if (argc > 1 && strcmp(argv[1], "shift") == 0) lean_nat_shiftl(box(1), box((size_t)1 << 32));
    if (argc > 1 && strcmp(argv[1], "capacity") == 0) lean_mk_array(box((size_t)1 << 61), box(0));
    if (argc > 1 && strcmp(argv[1], "exit-on-panic") == 0) {
        lean_set_exit_on_panic(true);
        lean_array_get_panic(box(0));
    }
    for (unsigned workers = 0; workers < 3; workers++) {
        lean_init_task_manager_using(workers);
        part("constructors", constructors);
        part("closures", closures);
        part("arrays", arrays);
        part("strings", strings);
        part("numbers", numbers);
        if (workers > 0) part("thunks and tasks", thunks_and_tasks);
        part("references and externals", references_and_externals);
        finalized = 0;
        /* The workers have left when this returns; the process's books close with it. */
        uint64_t c[4];
        for (int tries = 0; tries < 1000; tries++) {
            lithe_counters(c);
            if (c[0] == c[1]) break;
            struct timespec ms = {0, 1000000};
            nanosleep(&ms, NULL);
        }
        printf("workers %u: %s\n", workers, c[0] == c[1] ? "allocations equal frees" : "LEAK");
        if (c[0] != c[1]) fprintf(stderr, "%lu allocations, %lu frees\n", c[0], c[1]);
        CHECK(c[0] == c[1] && c[0] > 1000000);
        lean_finalize_task_manager();
    }
    return 0;
}
