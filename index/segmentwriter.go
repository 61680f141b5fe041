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
	enc    encoder
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
	w.out = bufio.NewWriterSize(io.MultiWriter(file, w.mac), 1<<16)
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
func (w *segmentWriter) frame() error {
	if len(w.enc.clear) > maxFrame || len(w.enc.secret) > maxFrame {
		return errors.New("family too large for a segment")
	}
	w.sealed = w.sealed[:0]
	if len(w.enc.secret) > 0 {
		w.sealed = w.seal.seal(w.sealed, w.enc.secret, w.enc.clear)
	}
	head := binary.AppendUvarint(nil, uint64(len(w.enc.clear)))
	head = binary.AppendUvarint(head, uint64(len(w.sealed)))
	sum := crc32.Update(crc32.Checksum(w.enc.clear, castagnoli), castagnoli, w.sealed)
	err := w.write(head, w.enc.clear, w.sealed, binary.LittleEndian.AppendUint32(nil, sum))
	w.enc.reset()
	return err
}

// begin starts the unit of r.
func (w *segmentWriter) begin(r scanner.Range) {
	w.units = append(w.units, unit{Range: r, offset: w.offset})
}

// family adds a family to the unit.
func (w *segmentWriter) family(items []item) error {
	u := &w.units[len(w.units)-1]
	u.items += len(items)
	for i := range items {
		u.findings += len(items[i].findings)
		u.records += len(items[i].records)
	}
	w.enc.family(items)
	return w.frame()
}

// end ends the unit.
func (w *segmentWriter) end(t scanner.Tally) {
	u := &w.units[len(w.units)-1]
	u.Tally, u.end = t, w.offset
}

// finish writes the index and gives the file its name.
func (w *segmentWriter) finish() error {
	at := w.offset
	w.enc.uint(uint64(len(w.units)))
	for i := range w.units {
		w.enc.unit(&w.units[i])
	}
	w.enc.uint(uint64(len(w.enc.words)))
	for _, s := range w.enc.words {
		w.enc.text(s)
	}
	err := w.frame()
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
