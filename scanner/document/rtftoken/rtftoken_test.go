package rtftoken

import (
	"fmt"
	"testing"
)

// What follows the backslash, and the bytes that are left.
var tests = []struct{ in, want, rest string }{
	{"par\r\n", `0 "par" 0 false`, "\r\n"},
	{"par text", `0 "par" 0 false`, "text"},
	{"fs24 text", `0 "fs" 24 true`, "text"},
	{"li-720\\b", `0 "li" -720 true`, "\\b"},
	{"a- b", `0 "a" 0 false`, "- b"},
	{"u99999999999;", `0 "u" 2147483647 true`, ";"},
	{"abcdefghijklmnopqrstuvwxyzABCDEFGH1", `0 "abcdefghijklmnopqrstuvwxyzABCDEF" 1 true`, ""},
	{"'e4x", `39 "" 228 false`, "x"},
	{"'4", `39 "" -1 false`, ""},
	{"'zz", `39 "" -1 false`, "zz"},
	{"*\\x", `42 "" 0 false`, "\\x"},
	{"\\", `92 "" 0 false`, ""},
	{"", `45 "" 0 false`, ""},
}

func TestControl(t *testing.T) {
	for _, tt := range tests {
		l := Lexer{In: []byte(tt.in)}
		c := l.Control()
		if got := fmt.Sprintf("%d %q %d %v", c.Symbol, c.Word, c.N, c.Given); got != tt.want || string(l.In[l.At:]) != tt.rest {
			t.Errorf("%q: got %s and %q", tt.in, got, l.In[l.At:])
		}
	}
}

// The halves of a pair make a character; one without the other is what it is.
func TestUnicode(t *testing.T) {
	for _, tt := range []struct {
		in   []int
		want string
	}{
		{[]int{228}, "ä"},
		{[]int{-10179, -8704}, "😀"},
		{[]int{-10179, 65, 66}, "AB"},
		{[]int{-8704}, "\ufffd"},
	} {
		var l Lexer
		got := ""
		for _, n := range tt.in {
			if c, ok := l.Unicode(n); ok {
				got += string(c)
			}
		}
		if got != tt.want {
			t.Errorf("%d: got %q, want %q", tt.in, got, tt.want)
		}
	}
}
