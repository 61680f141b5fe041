package scanner

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"exposed/scanner/archive"
	"exposed/scanner/mailbox"
	"exposed/scanner/mailbox/pst"
)

// The limits of what the items of one family carry within each other. A family
// is in memory as a whole.
const (
	maxNested   = 20        // items within items that are opened
	maxUnpacked = 256 << 20 // bytes that come out of the archives of a family
	maxMembers  = 20_000    // files in them
	maxFamily   = 100_000   // items, when no more are opened
)

// An unpacking counts what came out of the archives of a family.
type unpacking struct {
	bytes   int64
	members int
}

// expand reads the bytes of item k: mail and archives become further items of
// the family, all else is searched as a file.
func (r *reader) expand(k int, raw []byte, name, mimeType, charset string, depth int) {
	r.guarded(k, int64(len(raw)), func() { r.opened(k, raw, name, mimeType, charset, depth) })
}

// opened is expand, unguarded.
func (r *reader) opened(k int, raw []byte, name, mimeType, charset string, depth int) {
	head := raw[:min(len(raw), headBytes)]
	kind := kindOf(raw, name, mimeType)
	switch {
	case mailbox.IsMbox(head):
		kind = "mbox"
	case kind == "message" && !mailbox.IsMessage(head):
		kind = "text"
	}
	if o, err := outlookItem(kind, raw); o != nil && depth < maxNested && !r.full() {
		if err != nil {
			r.except(k, objectProblem(err))
		}
		r.addObject(o, r.family[k].Inner+"!1", k, depth+1, r.family[k].Recovered)
		return
	}
	open := r.openers[kind]
	switch {
	case open != nil && r.full():
		r.except(k, Exception{TooMany, fmt.Sprintf("more than %d items within each other: %s not opened", maxFamily, kind), int64(len(raw))})
	case open == nil:
		r.attached(k, raw, name, mimeType, charset, depth)
	case depth < maxNested:
		open(r, k, raw, depth+1)
	case kind == "message":
		r.except(k, Exception{TooDeep, fmt.Sprintf("message within %d items: read as text", depth), int64(len(raw))})
		r.attached(k, raw, name, mimeType, charset, depth)
	default:
		r.except(k, Exception{TooDeep, fmt.Sprintf("%s within %d items: not opened", kind, depth), int64(len(raw))})
	}
}

// full reports whether the family has as many items as may be. What one message
// holds of parts comes on top.
func (r *reader) full() bool { return len(r.family) >= maxFamily }

// openers read what holds further items, by its kind. The items get the depth
// that is given.
var openers = map[string]func(r *reader, k int, raw []byte, depth int){
	"mbox": (*reader).attachedMbox,
	"message": func(r *reader, k int, raw []byte, depth int) {
		r.addMessage(raw, r.family[k].Inner+"!1", k, depth)
	},
	"pst": (*reader).attachedPST,
	"zip": attachedArchive("zip"), "7z": attachedArchive("7z"), "rar": attachedArchive("rar"), "tar": attachedArchive("tar"),
	"gzip": attachedStream("gzip"), "bzip2": attachedStream("bzip2"), "xz": attachedStream("xz"),
	"lzma": attachedStream("lzma"), "zstd": attachedStream("zstd"),
}

// attachedPST adds the messages of a personal folder file that is attached as item k.
func (r *reader) attachedPST(k int, raw []byte, depth int) {
	f, err := r.openPST(&stored{at: bytes.NewReader(raw), size: int64(len(raw)), inner: r.family[k].Inner})
	if err != nil {
		r.except(k, withBytes(objectProblem(err), int64(len(raw))))
		return
	}
	box := f.container(&stored{})
	r.family[k].Text, r.family[k].Exceptions = box.Text, append(r.family[k].Exceptions, box.Exceptions...)
	for i, p := range f.places {
		if i == maxMembers || r.full() {
			r.except(k, Exception{TooMany, fmt.Sprintf("more messages in a personal folder file within a message than are opened: the rest was not read from message %d on", i+1), 0})
			return
		}
		inner := r.family[k].Inner + "!" + strconv.FormatUint(uint64(p.NID), 16)
		r.attachedItem(f.File, p, inner, k, depth)
	}
}

// attachedItem adds the message at p of a personal folder file that is item k.
func (r *reader) attachedItem(f *pst.File, p pst.Place, inner string, k, depth int) {
	n := len(r.family)
	none := func(err error) {
		clear(r.family[n:])
		r.family = append(r.family[:n], Item{Inner: inner, Parent: k, Kind: Message, Recovered: p.Recovered, Exceptions: []Exception{objectProblem(err)}})
	}
	err := guard(func() {
		m, err := f.Message(p.NID)
		if m == nil {
			none(err)
			return
		}
		r.addObject(m, inner, k, depth, p.Recovered)
		if err != nil {
			r.except(n, objectProblem(err))
		}
	})
	if err != nil {
		none(err)
		r.renew()
	}
}

// attachedArchive returns the opener of archives of a kind.
func attachedArchive(kind string) func(r *reader, k int, raw []byte, depth int) {
	return func(r *reader, k int, raw []byte, depth int) { r.attachedFiles(k, kind, raw, depth) }
}

// attachedStream returns the opener of compressed files of a kind.
func attachedStream(kind string) func(r *reader, k int, raw []byte, depth int) {
	return func(r *reader, k int, raw []byte, depth int) { r.attachedPacked(k, kind, raw, depth) }
}

// attachedMbox adds the messages of a mailbox that is attached as item k.
func (r *reader) attachedMbox(k int, raw []byte, depth int) {
	inner := r.family[k].Inner
	for m, err := range mailbox.Mbox(bytes.NewReader(raw), maxMessage) {
		if err != nil {
			r.except(k, readProblem(err, m.Offset))
		}
		if m.Separator == 0 && len(bytes.TrimSpace(m.Raw)) == 0 {
			continue
		}
		if r.full() {
			r.except(k, Exception{TooMany, fmt.Sprintf("more than %d items within each other: the mailbox was not read from byte %d on", maxFamily, m.Offset), int64(len(raw)) - m.Offset})
			return
		}
		r.addMessage(m.Raw, inner+"!"+strconv.FormatInt(m.Offset, 10), k, depth)
	}
}

// familyLimits are the limits of an archive in a family.
func (r *reader) familyLimits() archive.Limits {
	l := archive.DefaultLimits
	// One byte more lets a member that is too large be told from one that fits.
	l.TotalBytes = max(maxUnpacked-r.budget.bytes, 0) + 1
	l.MemberBytes = min(l.TotalBytes, maxFile+1)
	return l
}

// attachedFiles adds the files of the archive that is attached as item k.
func (r *reader) attachedFiles(k int, kind string, raw []byte, depth int) {
	o := archive.Options{Limits: r.familyLimits(), Passwords: r.options.Passwords}
	a, err := openArchive(kind, bytes.NewReader(raw), int64(len(raw)), o)
	if err != nil {
		x := readProblem(err, 0)
		if x.Reason == IOError {
			x.Reason = Corrupt
		}
		r.except(k, withBytes(x, a.Gaps))
	}
	olm := r.olmBox(&stored{kind: kind, name: r.family[k].Name}, a.Members)
	if olm != nil {
		olm.attached = true
	}
	for i := range olm.order(len(a.Members)) {
		m := &a.Members[i]
		if m.Dir && m.Compressed == 0 && m.Size <= 0 || olm.carried(i) {
			continue
		}
		if r.budget.members >= maxMembers || r.full() {
			r.except(k, Exception{TooMany, fmt.Sprintf("more than %d files in the archives of a message: the rest was not read", maxMembers), 0})
			return
		}
		r.attachedMember(k, m, olm, depth)
	}
}

// attachedMember adds a file of the archive that is item k.
func (r *reader) attachedMember(k int, m *archive.Member, olm *olmBox, depth int) {
	rc, err := openMember(m)
	var raw []byte
	if err == nil {
		raw, err = r.unpack(rc)
		rc.Close()
	}
	up := &r.family[k]
	it := Item{Inner: up.Inner + "!" + strconv.Itoa(m.Ordinal), Parent: k, Kind: Attachment, Name: m.Name, Size: m.Compressed, MessageID: up.MessageID}
	if olm.holds(raw) && r.attachedOLM(it, raw, olm, depth, err, m.Offset) {
		return
	}
	r.addUnpacked(it, raw, m.Name, depth, err, m.Offset)
}

// attachedPacked adds what the compressed file holds that is attached as item k.
func (r *reader) attachedPacked(k int, kind string, raw []byte, depth int) {
	rc := guardedCloser(archive.Stream(kind, bytes.NewReader(raw), r.familyLimits()))
	data, err := r.unpack(rc)
	rc.Close()
	up := &r.family[k]
	name := streamed(up.Name)
	it := Item{Inner: up.Inner + "!1", Parent: k, Kind: Attachment, Name: name, Size: int64(len(raw)), MessageID: up.MessageID}
	r.addUnpacked(it, data, name, depth, err, 0)
}

// streamEndings are what compressed files are called, and what they hold.
var streamEndings = [][2]string{
	{".tgz", ".tar"}, {".tbz", ".tar"}, {".tbz2", ".tar"}, {".txz", ".tar"}, {".tlz", ".tar"}, {".tzst", ".tar"},
	{".gz", ""}, {".bz2", ""}, {".xz", ""}, {".lzma", ""}, {".zst", ""}, {".z", ""},
}

// streamed returns the name of what a compressed file holds.
func streamed(name string) string {
	low := strings.ToLower(name)
	for _, e := range streamEndings {
		if n := len(name) - len(e[0]); n > 0 && low[n:] == e[0] {
			return name[:n] + e[1]
		}
	}
	return name
}

// addUnpacked adds the item it, the bytes of which came out of an archive, up
// to err if that is set.
func (r *reader) addUnpacked(it Item, raw []byte, name string, depth int, err error, at int64) {
	it.SHA256 = sha256.Sum256(raw)
	n := len(r.family)
	r.family = append(r.family, it)
	if err != nil {
		r.except(n, withBytes(readProblem(err, at), it.Size))
	}
	if err == nil || len(raw) > 0 {
		r.expand(n, raw, name, "", "", depth)
	}
}

// unpack reads a file of an archive in a family.
func (r *reader) unpack(rd io.Reader) ([]byte, error) {
	limit := min(maxUnpacked-r.budget.bytes, maxFile)
	raw, err := inChunks(io.LimitReader(guardedReader{&stopper{r.ctx, rd}}, limit+1))
	if int64(len(raw)) > limit {
		raw, err = raw[:limit], fmt.Errorf("the archives of one message %w", archive.ErrTooLarge)
	}
	r.budget.bytes += int64(len(raw))
	r.budget.members++
	return raw, err
}

// unpackChunk is the number of bytes that are unpacked at once.
const unpackChunk = 1 << 20

// inChunks reads all of rd. A buffer that grows would leave several times what
// it holds.
func inChunks(rd io.Reader) ([]byte, error) {
	var chunks [][]byte
	var err error
	for size := 4 << 10; err == nil; size = min(2*size, unpackChunk) {
		chunk, n := make([]byte, size), 0
		for n < size && err == nil {
			var k int
			k, err = rd.Read(chunk[n:])
			n += k
		}
		chunks = append(chunks, chunk[:n])
	}
	if err == io.EOF {
		err = nil
	}
	return slices.Concat(chunks...), err
}
