package mapi

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

var le = binary.LittleEndian

// A Property is a property with its value as it is stored: numbers with the
// lowest byte first, strings without a zero at their end or with one.
type Property struct {
	Tag   Tag
	Name  *Name  // of a named property; nil: not known
	Value []byte // nil where it is too large to be held
	Size  int64  // bytes of the value; -1: not known
}

// Properties are the properties of one object.
type Properties []Property

// Get returns the property with the identifier, or nil.
func (ps Properties) Get(id uint16) *Property {
	for i := range ps {
		if ps[i].Tag.ID() == id {
			return &ps[i]
		}
	}
	return nil
}

// Named returns the property with the name, or nil.
func (ps Properties) Named(n Name) *Property {
	for i := range ps {
		if ps[i].Name != nil && *ps[i].Name == n {
			return &ps[i]
		}
	}
	return nil
}

// Int returns the value of an integer or a boolean, or 0.
func Int(t Type, b []byte) int64 {
	switch {
	case t == TypeBool && len(b) >= 1:
		return int64(b[0] & 1)
	case t == TypeInt16 && len(b) >= 2:
		return int64(int16(le.Uint16(b)))
	case (t == TypeInt32 || t == TypeErrorCode) && len(b) >= 4:
		return int64(int32(le.Uint32(b)))
	case (t == TypeInt64 || t == TypeCurrency || t == TypeTime) && len(b) >= 8:
		return int64(le.Uint64(b))
	}
	return 0
}

// Float returns the value of a floating number, or 0.
func Float(t Type, b []byte) float64 {
	switch {
	case t == TypeFloat32 && len(b) >= 4:
		return float64(math.Float32frombits(le.Uint32(b)))
	case (t == TypeFloat64 || t == TypeAppTime) && len(b) >= 8:
		return math.Float64frombits(le.Uint64(b))
	case t == TypeCurrency && len(b) >= 8:
		return float64(int64(le.Uint64(b))) / 10_000
	}
	return 0
}

// fileTimeEpoch is the number of 100 ns from 1601 to 1970 (MS-DTYP 2.3.3).
const fileTimeEpoch = 116444736000000000

// Time returns the FILETIME b in UTC, or the zero time.
func Time(b []byte) time.Time {
	if len(b) < 8 {
		return time.Time{}
	}
	ticks := le.Uint64(b)
	if ticks == 0 || ticks > math.MaxInt64 {
		return time.Time{}
	}
	n := int64(ticks) - fileTimeEpoch
	return time.Unix(n/10_000_000, n%10_000_000*100).UTC()
}

// AppendTime appends the FILETIME of t to b.
func AppendTime(b []byte, t time.Time) []byte {
	return le.AppendUint64(b, uint64(t.Unix()*10_000_000+int64(t.Nanosecond()/100)+fileTimeEpoch))
}

// AppTime returns the day number b, which counts from 1899-12-30 (MS-OXCDATA 2.11.1).
func AppTime(b []byte) time.Time {
	days := Float(TypeAppTime, b)
	if days == 0 || math.IsNaN(days) || math.Abs(days) > 3_000_000 {
		return time.Time{}
	}
	return time.Date(1899, 12, 30, 0, 0, int(days*86400), 0, time.UTC)
}

// String returns the string b of type t without the zero at its end; one of
// 8-bit characters is in the code page.
func String(t Type, b []byte, page int) string {
	if t == TypeString {
		return utf16le(b)
	}
	b = trimZero(b)
	if page == codePageUTF8 && !utf8.Valid(b) {
		page = Western // QUIRK: PidTagInternetCodepage is of the body; other strings may be older
	}
	return Decode(page, b)
}

func trimZero(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return b
}

// Text returns the value b of type t as text for a reader, many values with
// "; " between them. Binary values and objects have none.
func Text(t Type, b []byte, page int) string {
	if t.Multi() {
		var list []string
		for _, v := range Values(t, b) {
			if s := Text(t.Single(), v, page); s != "" {
				list = append(list, s)
			}
		}
		return strings.Join(list, "; ")
	}
	switch t {
	case TypeString, TypeString8:
		return String(t, b, page)
	case TypeInt16, TypeInt32, TypeInt64, TypeErrorCode:
		return strconv.FormatInt(Int(t, b), 10)
	case TypeBool:
		return strconv.FormatBool(Int(t, b) != 0)
	case TypeFloat32, TypeFloat64, TypeCurrency:
		return strconv.FormatFloat(Float(t, b), 'f', -1, 64)
	case TypeTime:
		return timeText(Time(b))
	case TypeAppTime:
		return timeText(AppTime(b))
	case TypeGUID:
		if len(b) >= 16 {
			return GUID(b[:16]).String()
		}
	}
	return ""
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// Values returns the values of a property of many values as PST files store
// them (MS-PST 2.3.3.4.1, 2.3.3.4.2): of one size end to end, others by offsets.
func Values(t Type, b []byte) [][]byte {
	if n := t.Single().Size(); n > 0 {
		list := make([][]byte, 0, len(b)/n)
		for ; len(b) >= n; b = b[n:] {
			list = append(list, b[:n])
		}
		return list
	}
	if len(b) < 4 {
		return nil
	}
	n := int(min(int64(le.Uint32(b)), int64(len(b)-4)/4))
	list := make([][]byte, 0, n)
	for i := range n {
		start, end := int64(le.Uint32(b[4+4*i:])), int64(len(b))
		if i+1 < n {
			end = int64(le.Uint32(b[8+4*i:]))
		}
		if start > end || end > int64(len(b)) || len(list) > 0 && start < 4+4*int64(n) {
			break
		}
		list = append(list, b[start:end])
	}
	return list
}

// Join returns values of no fixed size as Values takes them apart.
func Join(list [][]byte) []byte {
	b := le.AppendUint32(nil, uint32(len(list)))
	at := 4 + 4*len(list)
	for _, v := range list {
		b = le.AppendUint32(b, uint32(at))
		at += len(v)
	}
	for _, v := range list {
		b = append(b, v...)
	}
	return b
}
