package mailbox

// A Field is one field of a header.
type Field struct {
	Name  string // as written; "" for a line that is no field
	Value string // unfolded, RFC 2047 words decoded, valid UTF-8
}

// A Problem tells what of a message could not be decoded.
type Problem struct {
	Reason string // malformed, unsupported, too-deep, too-many or too-large
	Detail string // what is wrong, and at which byte of the message
}

// A Part is one part of a message. Raw and Body lie in the message given to
// Parse, not in a copy of it, unless a transfer encoding stands between them.
type Part struct {
	Parent int  // index of the part that holds it; -1: the root
	Depth  int  // parts above it
	At     int  // first byte of Raw in the message, or in the decoded body of the nearest part above it that is encoded
	Head   int  // bytes of Raw that are its header, with the empty line after it
	Root   bool // it is a message, given to Parse or nested in another
	Stray  bool // text outside the parts: a preamble, an epilogue, or what follows an encoding's end

	Type        string            // lower case, "text/plain"; by RFC 2045, 5.2 and RFC 2046, 5.1.5 where none is given
	Params      map[string]string // of the Content-Type; names in lower case, values decoded
	Charset     string            // as declared, lower case; "" if it is not
	Disposition string            // lower case, "attachment"; "" if there is none
	Filename    string            // decoded; "" if there is none

	Header   []Field
	Raw      []byte // the part with its header, as it lies in the message
	Body     []byte // what its transfer encoding holds, in its charset; nil where parts lie below it
	Problems []Problem
}

// Get returns the value of the first field of that name, or "". The name is in lower case.
func (p *Part) Get(name string) string {
	for i := range p.Header {
		if equalFold(p.Header[i].Name, name) {
			return p.Header[i].Value
		}
	}
	return ""
}

// Limits bound the work on one message. What lies beyond one is kept as raw
// text with a Problem.
type Limits struct {
	Depth   int   // parts above a part
	Parts   int   // parts of a message, at least 4
	Encoded int   // messages within each other that have a transfer encoding
	Header  int64 // bytes of one header
}

// DefaultLimits are those of Dovecot for depth and parts.
var DefaultLimits = Limits{Depth: 100, Parts: 10_000, Encoded: 4, Header: 16 << 20}
