package scanner

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// spoolMemory is how many bytes of files in archives, which lie in each other, are kept in
// memory; more lie in temporary files.
const spoolMemory = 64 << 20

// A spool holds a file that came out of an archive, so that it can be read at any
// place. What does not stay in memory is encrypted with a key that is nowhere else,
// in a file that has no name once it is open.
type spool struct {
	mem   []byte
	file  *os.File
	block cipher.Block
	size  int64
}

// newSpool reads rd to its end, and keeps up to memory bytes out of the file. With an
// error it holds what could be read.
func newSpool(rd io.Reader, memory int) (*spool, error) {
	s := &spool{}
	head, err := inChunks(io.LimitReader(rd, int64(memory)))
	s.mem, s.size = head, int64(len(head))
	if err != nil || len(head) < memory {
		return s, err
	}
	return s, s.rest(rd)
}

// rest reads what does not fit into memory.
func (s *spool) rest(rd io.Reader) error {
	first := make([]byte, 1)
	if _, err := io.ReadFull(rd, first); err != nil {
		if err == io.EOF {
			err = nil
		}
		return err
	}
	if err := s.create(); err != nil {
		return fmt.Errorf("temporary file: %w", err)
	}
	out := &cipher.StreamWriter{S: s.stream(0), W: s.file}
	n, err := io.Copy(out, io.MultiReader(bytes.NewReader(first), rd))
	s.size += n
	return err
}

// create makes the temporary file and its key.
func (s *spool) create() (err error) {
	key := make([]byte, 32)
	rand.Read(key)
	if s.block, err = aes.NewCipher(key); err != nil {
		return err
	}
	if s.file, err = os.CreateTemp("", "exposed-*"); err != nil {
		return errors.Unwrap(err) // without its name
	}
	return os.Remove(s.file.Name())
}

// stream returns the key stream from a byte of the file on, which is a multiple
// of the block size (NIST SP 800-38A, 6.5).
func (s *spool) stream(at int64) cipher.Stream {
	var counter [aes.BlockSize]byte
	binary.BigEndian.PutUint64(counter[8:], uint64(at/aes.BlockSize))
	return cipher.NewCTR(s.block, counter[:])
}

// ReadAt reads at byte at.
func (s *spool) ReadAt(p []byte, at int64) (int, error) {
	n := 0
	if at < int64(len(s.mem)) {
		n = copy(p, s.mem[at:])
	}
	if n < len(p) && s.file != nil {
		k, err := s.readFile(p[n:], at+int64(n)-int64(len(s.mem)))
		return n + k, err
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// readFile reads at byte at of the temporary file.
func (s *spool) readFile(p []byte, at int64) (int, error) {
	n, err := s.file.ReadAt(p, at)
	stream := s.stream(at)
	var skipped [aes.BlockSize]byte
	stream.XORKeyStream(skipped[:at%aes.BlockSize], skipped[:at%aes.BlockSize])
	stream.XORKeyStream(p[:n], p[:n])
	return n, err
}

// Close removes the temporary file.
func (s *spool) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
