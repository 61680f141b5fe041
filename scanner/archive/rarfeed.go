package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/nwaples/rardecode/v2"
)

// rarError gives an error of rardecode a name of this package.
func rarError(err error) error {
	switch {
	case errors.Is(err, rardecode.ErrBadPassword), errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted):
		return fmt.Errorf("%w: %w", ErrEncrypted, err)
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	case errors.Is(err, rardecode.ErrUnknownVersion), errors.Is(err, rardecode.ErrUnknownDecoder), errors.Is(err, rardecode.ErrUnsupportedDecoder), errors.Is(err, rardecode.ErrUnknownEncryptMethod):
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return err
}

// A rarFeed is the RAR file that rardecode is given: a main header, and the
// members from one on, without what lies between them.
type rarFeed struct {
	z     *rarArchive
	next  int // member to be fed next
	parts []io.Reader
}

func (f *rarFeed) push(b []byte) { f.parts = append(f.parts, bytes.NewReader(b)) }

func (f *rarFeed) Read(b []byte) (int, error) {
	for {
		if len(f.parts) == 0 {
			if f.next >= len(f.z.files) {
				return 0, io.EOF
			}
			file := &f.z.files[f.next]
			f.push(file.head)
			f.parts = append(f.parts, io.NewSectionReader(f.z.r, file.data, file.n))
			f.next++
		}
		n, err := f.parts[0].Read(b)
		if err == io.EOF {
			f.parts = f.parts[1:]
			err = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// prologue returns the signature and a main header.
func (z *rarArchive) prologue() []byte {
	if z.v5 {
		flags := byte(0)
		if z.solid {
			flags = 4
		}
		b := []byte{3, 1, 0, flags} // size, type, flags, flags of the archive
		return append(binary.LittleEndian.AppendUint32([]byte(rar5Magic), crc32.ChecksumIEEE(b)), b...)
	}
	b := []byte{0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0}
	if z.solid {
		b[1] = 8
	}
	return append(binary.LittleEndian.AppendUint16([]byte(rar4Magic), uint16(crc32.ChecksumIEEE(b))), b...)
}
