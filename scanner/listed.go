package scanner

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/text/unicode/norm"

	"exposed/scanner/mailbox"
	"exposed/scanner/manifest"
)

// A Key is half of a hash of what tells an item from others: its Message-ID, the
// name of its file, its subject, its bytes. By keys the entries of lists are held
// against the items of the case. 0 is none.
type Key uint64

// The keys of an entry, by what they are of.
const (
	ByMessageID = iota
	BySum
	ByName
	BySubject
	keys
)

// A Listed is an entry of a list that a program wrote of what it exported.
type Listed struct {
	Row    int       // number in the list, from 1
	Failed bool      // the program says that it did not export the item, or not in full
	Keys   [keys]Key // an item that has any of them is the entry's
}

// MessageKey returns the key of a message by the MD5 of its Message-ID.
func MessageKey(mih [md5.Size]byte) Key { return Key(binary.LittleEndian.Uint64(mih[:])) }

// SumKey returns the key of a file by its SHA-256.
func SumKey(sum [sha256.Size]byte) Key { return Key(binary.LittleEndian.Uint64(sum[:])) }

// NameKey returns the key of a file by its name, without folders, whatever the
// case, the form of accents (Unicode Standard Annex 15) and the escapes (RFC 3986,
// 2.1) are in which it is written.
func NameKey(name string) Key {
	name = baseName(name)
	if s, err := url.PathUnescape(name); err == nil {
		name = s
	}
	if name = strings.ToLower(norm.NFC.String(name)); name == "" {
		return 0
	}
	return SumKey(sha256.Sum256([]byte("name\x00" + name)))
}

// subjectBytes is how many bytes of the letters and digits of a subject count:
// lists and names of files cut long ones.
const subjectBytes = 64

// SubjectKey returns the key of an item by the letters and digits of its subject;
// 0 if it has none.
func SubjectKey(subject string) Key {
	b := appendLetters([]byte("subject\x00"), subject)
	if len(b) == len("subject\x00") {
		return 0
	}
	return SumKey(sha256.Sum256(b[:min(len(b), len("subject\x00")+subjectBytes)]))
}

// baseName returns what stands behind the last slash of a path, whichever way that leans.
func baseName(path string) string {
	return strings.TrimSpace(path[strings.LastIndexAny(path, `/\`)+1:])
}

// listed reads the file raw, which is the head of the family, as the list of an
// export if it is one; whole tells that all of it was read. Within messages a list
// is what somebody wrote of another export.
func (r *reader) listed(raw []byte, name string, whole bool) {
	it := &r.family[0]
	if it.Kind != File || it.Text.Data == "" {
		return
	}
	unkeyed := 0
	var problems []manifest.Problem
	ok := false
	if err := guard(func() {
		problems, ok, _ = manifest.Each(baseName(name), raw[:min(len(raw), headBytes)], bytes.NewReader(raw), func(e *manifest.Entry) {
			l := Listed{e.Row, e.Error, keysOf(e)}
			if l.Keys == [keys]Key{} && !l.Failed {
				unkeyed++
				return
			}
			it.Listed = append(it.Listed, l)
		})
	}); err != nil {
		it.Listed = nil
		r.except(0, Exception{Corrupt, "list of an export: " + err.Error(), int64(len(raw))})
		return
	}
	if !ok {
		return
	}
	if n := len(it.Listed); !whole && n > 0 {
		it.Listed = it.Listed[:n-1] // it is cut
	}
	for _, p := range problems {
		r.except(0, Exception{Reason: reasonOf(p.Reason), Detail: "list of an export: " + p.Detail})
	}
	if unkeyed > 0 {
		r.except(0, Exception{Reason: Unsupported, Detail: fmt.Sprintf("list of an export: %d rows tell neither Message-ID, file name, subject nor SHA-256, and were not held against the evidence", unkeyed)})
	}
}

// keysOf returns the keys of an entry. A Message-ID decides over the subject. The
// mailbox in which an item lies is not the item, and messages in mailboxes have no
// file names.
func keysOf(e *manifest.Entry) (k [keys]Key) {
	name := baseName(e.Path)
	box, mail := endsIn(name, boxEndings), endsIn(name, mailEndings)
	inBox := false
	for dir := range strings.SplitSeq(strings.ReplaceAll(e.Path[:strings.LastIndexAny(e.Path, `/\`)+1], `\`, "/"), "/") {
		inBox = inBox || endsIn(dir, boxEndings)
	}
	if id := mailbox.MessageID(e.MessageID); id != "" {
		k[ByMessageID] = MessageKey(md5.Sum([]byte(id)))
	} else if box || mail || !strings.Contains(name, ".") {
		subject := e.Subject
		if inBox && subject == "" && !e.Untitled {
			subject = stem(name)
		}
		k[BySubject] = SubjectKey(subject)
	}
	itself := e.MessageID == "" && e.Subject == "" && !e.Untitled // the entry is the mailbox
	if !(inBox && mail) && (!box || itself) {
		k[ByName] = NameKey(name)
	}
	if sum, err := hex.DecodeString(e.Hash); err == nil && len(sum) == sha256.Size {
		k[BySum] = SumKey([sha256.Size]byte(sum))
	}
	return k
}

// The endings of names of mailboxes, and of messages that are files.
var (
	boxEndings  = []string{".pst", ".ost", ".mbox", ".mbx", ".olm"}
	mailEndings = []string{".msg", ".eml", ".emlx"}
)

func endsIn(name string, endings []string) bool {
	e := ending(name)
	for _, s := range endings {
		if e == s {
			return true
		}
	}
	return false
}

// stem returns a name without its ending.
func stem(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[:i]
	}
	return name
}

// ending returns the ending of a name in lower case, with its dot.
func ending(name string) string {
	return strings.ToLower(name[len(stem(name)):])
}
