#!/bin/sh
# Compiles the Lean sources beside it and exports what they define: inputs for checkers that no generator writes.
#
#     LEAN=lean LITHE=lithe LEAN_PATH=library benches/kernel/from_lean.sh OUT [SIZE]
#
# LEAN is upstream's compiler, called as `lean FILE -o FILE.olean`; LITHE the command; LEAN_PATH upstream's library. OUT
# gets Peano.ndjson, for `kernel_gen ladder --base`, and Finite.ndjson and Fueled.ndjson of the size, for
# `kernel_peers files`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?usage: from_lean.sh OUT [SIZE]}
size=${2:-6}
: "${LEAN:?names no compiler}" "${LITHE:?names no command}" "${LEAN_PATH:?names no library}"
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

i=0
: > "$work/steps"
while [ "$i" -lt "$size" ]; do
  echo "  must (n == n)" >> "$work/steps"
  i=$((i + 1))
done

for name in Peano Finite Fueled; do
  case $name in
  Peano)
    roots=N.add,count,isZero,tagged,taggedFirst,dropArg,dropFirst,dropLast,slowTriv,useProof,perfect,ldepth,ldepth2
    roots=$roots,ignore,slowRefl,slow,P,Q,C.re,sum,u,step,Prod.fst,id,Eq.refl,PUnit.unit,Nat.add
    ;;
  Finite) roots=Finite.medial,Finite.commutes,Finite.notCommutative,Finite.letters ;;
  Fueled) roots=agree ;;
  esac
  sed -e "s/SIZE/$size/g" -e "/^STEPS\$/{
r $work/steps
d
}" "$here/$name.lean" > "$work/$name.lean"
  (cd "$work" && "$LEAN" "$name.lean" -o "$work/$name.olean")
  "$LITHE" export --part private --constants "$roots" -o "$out/$name.ndjson" "$work/$name.olean"
done
