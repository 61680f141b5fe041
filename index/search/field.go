package search

import "strings"

// A field is a part of an item that is searched on its own.
type field uint8

// The fields. Words of the first ones stand in the vocabulary.
const (
	text field = iota // text of the item, and names of files
	from
	to
	subject
	custodian
	name
	date
	kind
	element
	phone
	account
	person
	fields // their number
)

// vocabularyFields is the number of fields whose words stand in the vocabulary.
const vocabularyFields = int(date) + 1

// fieldNames are the names in the index. The first is not used in queries.
var fieldNames = [fields]string{"text", "from", "to", "subject", "custodian", "name", "date", "kind", "element", "phone", "account", "person"}

// String returns the name of f in queries; that of text is what they have
// without a field.
func (f field) String() string { return fieldNames[f] }

// worded reports whether f holds words: it takes phrases, wildcards and ~.
func (f field) worded() bool { return f <= name }

// fieldOf returns the field that queries call by a name.
func fieldOf(s string) (field, bool) {
	for f := text + 1; f < fields; f++ {
		if strings.EqualFold(s, fieldNames[f]) {
			return f, true
		}
	}
	return 0, false
}

// FieldNames returns the names of the fields that queries may use.
func FieldNames() []string { return fieldNames[text+1:] }
