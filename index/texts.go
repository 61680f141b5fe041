package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"exposed/detectors"
	"exposed/scanner/document"
)

// What programs beside this one read, and the passwords that were given, are kept
// in the case, sealed.
const (
	textDir      = "texts"
	passwordFile = "passwords"
)

// Kept returns a reader that keeps what read makes of a file under the file's
// hash and the name of the program that reads it, so that it is read once. What
// ran out of time or out of reach is tried again. Without read, what was kept is
// all there is: missing is the problem of the rest.
func (c *Case) Kept(program string, read func(raw []byte) (document.Text, []document.Problem), missing document.Problem) func(raw []byte) (document.Text, []document.Problem) {
	return func(raw []byte) (document.Text, []document.Problem) {
		path := c.textPath(program, raw)
		if t, problems, ok := c.keptText(path); ok {
			return t, problems
		}
		if read == nil {
			return document.Text{}, []document.Problem{missing}
		}
		t, problems := read(raw)
		if !utf8.ValidString(t.Data) { // it would not be kept as it is
			t = document.Text{Data: strings.ToValidUTF8(t.Data, string(utf8.RuneError))}
			problems = append(problems, document.Problem{Reason: "malformed", Detail: "the program that read it gave bytes that are no UTF-8"})
		}
		if c.write && lasting(problems) {
			if err := c.keepText(path, t, problems); err != nil {
				problems = append(problems, document.Problem{Reason: "io-error", Detail: fmt.Sprintf("its text could not be kept: %v", cause(err))})
			}
		}
		return t, problems
	}
}

// cause is err without the name of the file, where it has one.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// lasting reports whether another try would meet the same problems.
func lasting(problems []document.Problem) bool {
	for _, p := range problems {
		if p.Reason == "timed-out" || p.Reason == "io-error" || p.Reason == "needs-ocr" {
			return false
		}
	}
	return true
}

// textPath is where the text of a file is kept.
func (c *Case) textPath(program string, raw []byte) string {
	sum := sha256.Sum256(raw)
	token := c.vault.tokenizer().token(detectors.None, "text\x00"+program+"\x00"+string(sum[:]))
	name := hex.EncodeToString(token[:])
	return filepath.Join(c.path(textDir), name[:2], name)
}

// A keptText is what is kept of a file.
type keptText struct {
	Text     document.Text
	Problems []document.Problem
}

// keptText returns what is kept at path. What does not open is as good as absent.
func (c *Case) keptText(path string) (document.Text, []document.Problem, bool) {
	var k keptText
	plain, err := c.readSealed(path)
	if err == nil {
		err = json.Unmarshal(plain, &k)
	}
	return k.Text, k.Problems, err == nil
}

func (c *Case) keepText(path string, t document.Text, problems []document.Problem) error {
	plain, err := json.Marshal(keptText{t, problems})
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if err != nil {
		return err
	}
	return c.writeSealed(path, plain)
}

// writeSealed writes a file of the case that only its key opens.
func (c *Case) writeSealed(path string, plain []byte) error {
	salt := newSalt()
	s, err := c.vault.sealer(salt)
	if err != nil {
		return err
	}
	return writeFile(path, s.seal(salt[:], plain, []byte(filepath.Base(path))))
}

// readSealed reads what writeSealed wrote.
func (c *Case) readSealed(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(data) < saltSize {
		return nil, fmt.Errorf("%s is cut off", path)
	}
	s, err := c.vault.sealer([saltSize]byte(data))
	if err != nil {
		return nil, err
	}
	return s.open(nil, data[saltSize:], []byte(filepath.Base(path)))
}

// KeepPasswords keeps the passwords that open evidence, for what reads it again.
// It returns a token that tells them from others, for the settings.
func (c *Case) KeepPasswords(list []string) (string, error) {
	plain, err := json.Marshal(list)
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		err := os.Remove(c.path(passwordFile))
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return "", err
	}
	token := c.vault.tokenizer().token(detectors.None, "passwords\x00"+string(plain))
	return hex.EncodeToString(token[:]), c.writeSealed(c.path(passwordFile), plain)
}

// Passwords returns the passwords that KeepPasswords kept last.
func (c *Case) Passwords() ([]string, error) {
	plain, err := c.readSealed(c.path(passwordFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("passwords of the case: %w; run exposed scan again with --passwords", err)
	}
	var list []string
	err = json.Unmarshal(plain, &list)
	return list, err
}
