package pdf

import (
	"slices"
	"strings"
)

// The values of objects are nil, bool, float64, name, text, array, dict, ref
// and *stream (ISO 32000-1, 7.3).
type (
	name  string // without its slash
	text  string // the bytes of a string
	array []any
	dict  []entry // sorted by key if it is longer than linearDict
	ref   int     // the number of an object; generations are not told apart
)

// An entry is one of a dictionary.
type entry struct {
	key string
	val any
}

// A stream is the dictionary of a stream with its bytes as they stand in the
// file.
type stream struct {
	dict
	raw      []byte
	num, gen int  // of its object, for decryption
	plain    bool // is never encrypted
}

// linearDict is the size up to which dictionaries are searched from end to end.
const linearDict = 8

// sorted returns d in the order that get expects.
func (d dict) sorted() dict {
	if len(d) > linearDict {
		slices.SortStableFunc(d, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	}
	return d
}

// get returns the value of key, which may be a ref; nil without one. Of equal
// keys the last counts.
func (d dict) get(key string) any {
	if len(d) > linearDict {
		i, _ := slices.BinarySearchFunc(d, key, func(e entry, key string) int {
			if e.key <= key {
				return -1
			}
			return 1
		})
		if i > 0 && d[i-1].key == key {
			return d[i-1].val
		}
		return nil
	}
	for i := len(d) - 1; i >= 0; i-- {
		if d[i].key == key {
			return d[i].val
		}
	}
	return nil
}

// resolve returns v, or the object that it refers to.
func (f *file) resolve(v any) any {
	for range maxLoading {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.object(int(r))
	}
	return nil
}

// dict returns the dictionary that v is, refers to, or that stands before a
// stream; nil if there is none.
func (f *file) dict(v any) dict {
	switch v := f.resolve(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

// array returns the array that v is or refers to.
func (f *file) array(v any) array {
	a, _ := f.resolve(v).(array)
	return a
}

// stream returns the stream that v refers to.
func (f *file) stream(v any) *stream {
	s, _ := f.resolve(v).(*stream)
	return s
}

// name returns the name that v is or refers to; "" if there is none.
func (f *file) name(v any) string {
	n, _ := f.resolve(v).(name)
	return string(n)
}

// text returns the bytes of the string that v is or refers to.
func (f *file) text(v any) string {
	s, _ := f.resolve(v).(text)
	return string(s)
}

// number returns the number that v is or refers to; otherwise if there is none.
func (f *file) number(v any, otherwise float64) float64 {
	if n, ok := f.resolve(v).(float64); ok {
		return n
	}
	return otherwise
}

// int returns the number that v is or refers to within ±1<<31; otherwise if
// there is none.
func (f *file) int(v any, otherwise int) int {
	if n, ok := f.resolve(v).(float64); ok {
		return toInt(n)
	}
	return otherwise
}

// toInt returns x without its fraction and within ±1<<31.
func toInt(x float64) int {
	const limit = 1 << 31
	switch {
	case x >= limit:
		return limit
	case x <= -limit:
		return -limit
	case x != x:
		return 0
	}
	return int(x)
}
