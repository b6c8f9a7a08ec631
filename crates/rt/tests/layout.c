/* The object layout as a C compiler sees it. `cargo xtask tidy` compiles and runs this file.
 *
 * Below are our own mirrors of the structures that code compiled against upstream's lean.h uses. The generated header
 * states where Lithe puts each field; the assertions say that both mean the same bytes. What no assertion at compile
 * time can see, the place of bit-fields, `main` looks at in memory. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lithe_layout.h"

/* The header with the bit-fields that lean.h declares. */
typedef struct {
    int rc;
    unsigned cs_sz : 16;
    unsigned other : 8;
    unsigned tag : 8;
} object;

typedef struct {
    object header;
    object *fields[];
} ctor_object;

typedef struct {
    object header;
    void *fun;
    uint16_t arity;
    uint16_t num_fixed;
    object *args[];
} closure_object;

typedef struct {
    object header;
    size_t size;
    size_t capacity;
    object *data[];
} array_object;

typedef struct {
    object header;
    size_t size;
    size_t capacity;
    uint8_t data[];
} scalar_array_object;

typedef struct {
    object header;
    size_t size;
    size_t capacity;
    size_t length;
    char data[];
} string_object;

typedef struct {
    object header;
    _Atomic(object *) value;
    _Atomic(object *) closure;
} thunk_object;

typedef struct {
    object header;
    _Atomic(object *) value;
    void *imp;
} task_object;

typedef struct {
    object header;
    object *value;
} ref_object;

typedef struct {
    object header;
    void *class;
    void *data;
} external_object;

/* A big number holds GMP's structure, whose three fields have been the same since its second version. */
typedef struct {
    int alloc;
    int size;
    uint64_t *limbs;
} gmp_integer;

typedef struct {
    object header;
    gmp_integer value;
} mpz_object;

/* Lithe's own: see rt::layout::fat. */
typedef struct {
    object header;
    uint32_t index;
    uint32_t nobj;
    uint32_t scalars;
    uint32_t reserved;
    object *fields[];
} fat_object;

#define AT(type, field, constant) \
    _Static_assert(offsetof(type, field) == (constant), #type "." #field " is not at " #constant)

_Static_assert(sizeof(object) == LITHE_HEADER_SIZE, "size of the header");
AT(object, rc, LITHE_HEADER_RC);
AT(ctor_object, fields, LITHE_CTOR_FIELDS);
AT(closure_object, fun, LITHE_CLOSURE_FUN);
AT(closure_object, arity, LITHE_CLOSURE_ARITY);
AT(closure_object, num_fixed, LITHE_CLOSURE_FIXED);
AT(closure_object, args, LITHE_CLOSURE_ARGS);
AT(array_object, size, LITHE_ARRAY_SIZE);
AT(array_object, capacity, LITHE_ARRAY_CAPACITY);
AT(array_object, data, LITHE_ARRAY_DATA);
AT(scalar_array_object, size, LITHE_ARRAY_SIZE);
AT(scalar_array_object, capacity, LITHE_ARRAY_CAPACITY);
AT(scalar_array_object, data, LITHE_ARRAY_DATA);
AT(string_object, size, LITHE_STRING_SIZE);
AT(string_object, capacity, LITHE_STRING_CAPACITY);
AT(string_object, length, LITHE_STRING_LENGTH);
AT(string_object, data, LITHE_STRING_DATA);
AT(thunk_object, value, LITHE_THUNK_VALUE);
AT(thunk_object, closure, LITHE_THUNK_CLOSURE);
AT(task_object, value, LITHE_THUNK_VALUE);
AT(task_object, imp, LITHE_THUNK_CLOSURE);
AT(ref_object, value, LITHE_REF_VALUE);
AT(external_object, class, LITHE_EXTERNAL_CLASS);
AT(external_object, data, LITHE_EXTERNAL_DATA);
AT(mpz_object, value.alloc, LITHE_MPZ_ALLOC);
AT(mpz_object, value.size, LITHE_MPZ_SIZE);
AT(mpz_object, value.limbs, LITHE_MPZ_LIMBS);
AT(fat_object, index, LITHE_FAT_INDEX);
AT(fat_object, nobj, LITHE_FAT_NOBJ);
AT(fat_object, scalars, LITHE_FAT_SCALARS);
AT(fat_object, fields, LITHE_FAT_FIELDS);

/* The tags that lean.h gives to each kind, and its limits. */
_Static_assert(LITHE_TAG_MAX_CTOR == 243, "constructors");
_Static_assert(LITHE_TAG_PROMISE == 244, "promise");
_Static_assert(LITHE_TAG_CLOSURE == 245, "closure");
_Static_assert(LITHE_TAG_ARRAY == 246, "array");
_Static_assert(LITHE_TAG_STRUCT_ARRAY == 247, "structure array");
_Static_assert(LITHE_TAG_SCALAR_ARRAY == 248, "scalar array");
_Static_assert(LITHE_TAG_STRING == 249, "string");
_Static_assert(LITHE_TAG_MPZ == 250, "big number");
_Static_assert(LITHE_TAG_THUNK == 251, "thunk");
_Static_assert(LITHE_TAG_TASK == 252, "task");
_Static_assert(LITHE_TAG_REF == 253, "ref");
_Static_assert(LITHE_TAG_EXTERNAL == 254, "external");
_Static_assert(LITHE_TAG_FAT == 255, "reserved by lean.h, fat constructors here");
_Static_assert(LITHE_MAX_CTOR_FIELDS == 255, "most boxed fields");
_Static_assert(LITHE_MAX_CTOR_SCALAR_BYTES == 1023, "most scalar bytes");
_Static_assert(LITHE_MAX_SMALL_OBJECT == 4096, "largest small object");
_Static_assert(LITHE_GRANULE == 8, "granule");
_Static_assert(LITHE_CLOSURE_DIRECT_ARGS == 16, "direct arguments");

/* The bands of the count lie in order, and both sticky bands below every count that a program can reach. */
_Static_assert(LITHE_RC_SCOPED <= LITHE_RC_STICKY_INC, "scoped objects are never counted up");
_Static_assert(LITHE_RC_STICKY_INC < LITHE_RC_STICKY_DEC, "order of the bands");
_Static_assert(LITHE_RC_STICKY_DEC < -1, "shared counts begin below 0");
_Static_assert(LITHE_RC_STICKY_DEC == INT32_MIN + 0x20000000, "no longer counted down");
_Static_assert(LITHE_RC_STICKY_INC == INT32_MIN + 0x10000000, "no longer counted up");

static int failures = 0;

static void expect(const unsigned char *bytes, int at, unsigned want, const char *what) {
    if (bytes[at] != want) {
        printf("%s: byte %d is %u, not %u\n", what, at, bytes[at], want);
        failures++;
    }
}

int main(void) {
    object o;
    unsigned char bytes[sizeof o];
    memset(&o, 0, sizeof o);
    o.rc = 0x04030201;
    o.cs_sz = 0x0605;
    o.other = 0x07;
    o.tag = 0x08;
    memcpy(bytes, &o, sizeof o);
    for (int i = 0; i < 4; i++) {
        expect(bytes, LITHE_HEADER_RC + i, 1u + (unsigned)i, "count");
    }
    expect(bytes, LITHE_HEADER_CS_SZ, 5, "cs_sz");
    expect(bytes, LITHE_HEADER_CS_SZ + 1, 6, "cs_sz");
    expect(bytes, LITHE_HEADER_OTHER, 7, "other");
    expect(bytes, LITHE_HEADER_TAG, 8, "tag");
    return failures == 0 ? 0 : 1;
}
