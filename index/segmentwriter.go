package index

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"exposed/scanner"
)

// A segmentWriter writes one segment, as a stream, to a temp file that gets
// its name when all is on disk.
type segmentWriter struct {
	dir    string
	name   string
	file   *os.File
	out    *bufio.Writer
	mac    hash.Hash
	seal   *sealer
	offset int64
	enc    encoder     // of the family, or of what else is the next frame
	values valueWriter // of the findings since the last block
	heads  headWriter  // of the families since the last block
	start  int64       // of the block
	words  words
	grades grades
	head   []byte
	sealed []byte
	units  []unit
}

// newSegment starts the segment name in folder dir.
func newSegment(dir, name string, v *vault, settings [sha256.Size]byte) (*segmentWriter, error) {
	salt := newSalt()
	seal, err := v.sealer(salt)
	if err != nil {
		return nil, err
	}
	file, err := os.CreateTemp(dir, tempPrefix+"*")
	if err != nil {
		return nil, err
	}
	w := &segmentWriter{dir: dir, name: name, file: file, seal: seal, mac: hmac.New(sha256.New, seal.mac)}
	w.enc.words, w.heads.matches.words = &w.words, &w.words
	w.out = bufio.NewWriterSize(io.MultiWriter(file, w.mac), 1<<18)
	err = w.write([]byte(segmentMagic), salt[:], settings[:])
	if err != nil {
		w.abort()
		return nil, err
	}
	return w, nil
}

func (w *segmentWriter) write(parts ...[]byte) error {
	for _, p := range parts {
		if _, err := w.out.Write(p); err != nil {
			return err
		}
		w.offset += int64(len(p))
	}
	return nil
}

// frame writes what enc has collected.
func (w *segmentWriter) frame(kind frameKind) error {
	if len(w.enc.clear) > maxFrame || len(w.enc.secret) > maxFrame {
		return errors.New("family too large for a segment")
	}
	w.sealed = w.sealed[:0]
	if len(w.enc.secret) > 0 {
		w.sealed = w.seal.seal(w.sealed, w.enc.secret, w.enc.clear)
	}
	w.head = append(w.head[:0], byte(kind))
	w.head = binary.AppendUvarint(w.head, uint64(len(w.enc.clear)))
	w.head = binary.AppendUvarint(w.head, uint64(len(w.sealed)))
	sum := crc32.Update(crc32.Checksum(w.enc.clear, castagnoli), castagnoli, w.sealed)
	w.sealed = binary.LittleEndian.AppendUint32(w.sealed, sum)
	err := w.write(w.head, w.enc.clear, w.sealed)
	w.enc.reset()
	return err
}

// begin starts the unit of r.
func (w *segmentWriter) begin(r scanner.Range) {
	w.units = append(w.units, unit{Range: r, offset: w.offset})
	w.start = w.offset
}

// family adds a family, which stands in enc and in the heads, to the unit.
func (w *segmentWriter) family(items []scanner.Item) error {
	u := &w.units[len(w.units)-1]
	u.items += len(items)
	for i := range items {
		u.findings += len(items[i].Findings)
		u.records += len(items[i].Records)
		u.listed = u.listed || len(items[i].Listed) > 0
	}
	if err := w.frame(frameFamily); err != nil || w.heads.size() < headBytes && w.values.size() < valueBytes {
		return err
	}
	return w.block()
}

// block writes the values and the heads that were collected.
func (w *segmentWriter) block() error {
	b := blockAt{start: w.start, values: w.offset}
	w.values.flush(&w.enc)
	err := w.frame(frameValues)
	b.heads = w.offset
	if err == nil {
		w.heads.flush(&w.enc)
		err = w.frame(frameHeads)
	}
	b.end, w.start = w.offset, w.offset
	u := &w.units[len(w.units)-1]
	u.blocks = append(u.blocks, b)
	return err
}

// end ends the unit.
func (w *segmentWriter) end(t scanner.Tally) error {
	var err error
	if w.heads.n > 0 {
		err = w.block()
	}
	u := &w.units[len(w.units)-1]
	u.Tally, u.end = t, w.offset
	return err
}

// finish writes the index and gives the file its name.
func (w *segmentWriter) finish() error {
	at := w.offset
	w.enc.uint(uint64(len(w.units)))
	for i := range w.units {
		w.enc.unit(&w.units[i])
	}
	w.enc.uint(uint64(len(w.words.list)))
	for _, s := range w.words.list {
		w.enc.text(s)
	}
	w.enc.uint(uint64(len(w.grades.list)))
	for _, g := range w.grades.list {
		w.enc.text(g.why)
		w.enc.float(g.confidence)
	}
	err := w.frame(frameIndex)
	if err == nil {
		err = w.write(binary.LittleEndian.AppendUint64(nil, uint64(at)))
	}
	if err == nil {
		err = w.out.Flush()
	}
	if err == nil {
		_, err = w.file.Write(w.mac.Sum(nil))
	}
	if err != nil {
		w.abort()
		return err
	}
	return commitFile(w.file, filepath.Join(w.dir, w.name))
}

// abort removes what was written.
func (w *segmentWriter) abort() {
	w.file.Close()
	os.Remove(w.file.Name())
}

// segmentName returns the name of the segment that holds the ranges of shard
// under these settings.
func segmentName(settings [sha256.Size]byte, shard scanner.Shard) string {
	var e encoder
	e.raw(settings[:])
	for _, r := range shard {
		e.unit(&unit{Range: r})
	}
	sum := sha256.Sum256(e.clear)
	return hex.EncodeToString(sum[:16])
}
