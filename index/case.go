// Package index keeps cases: what was found in the evidence, sealed, and who
// was exposed by it.
package index

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// The files of a case.
const (
	caseFile     = "case.json"
	evidenceFile = "evidence.jsonl"
	segmentDir   = "segments"
	ledgerFile   = "ledger.db"
	auditFile    = "audit.jsonl"
	lockFile     = "lock"
)

// caseFormat is the version of the layout of a case.
const caseFormat = 1

// A List is a file with what is known beforehand: customers, employees, plans,
// rules, passwords.
type List struct {
	Role   string `json:"role"`
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// Settings are what findings depend on besides the evidence.
type Settings struct {
	Program       string `json:"program"` // version
	Rules         string `json:"rules"`   // version, or hash of the file
	AccountFormat string `json:"account_format"`
	Lists         []List `json:"lists"`
	OCR           string `json:"ocr,omitempty"`       // program that reads pictures; "": none
	OCRLanguages  string `json:"ocr_lang,omitempty"`  // that it was told
	Tika          string `json:"tika,omitempty"`      // server that reads what no reader knows; "": none
	Passwords     string `json:"passwords,omitempty"` // token of those that were given; "": none
}

// digest tells settings apart; where a list lies does not matter.
func (s Settings) digest() [sha256.Size]byte {
	parts := []string{s.Program, s.Rules, s.AccountFormat, s.OCR, s.Tika, s.Passwords}
	for _, l := range s.Lists {
		parts = append(parts, l.Role, l.SHA256)
	}
	data, _ := json.Marshal(parts) // strings always marshal
	return sha256.Sum256(data)
}

// caseInfo is what case.json holds.
type caseInfo struct {
	Format   int      `json:"format"`
	KeyID    string   `json:"key_id"`
	Settings Settings `json:"settings"`
}

// Config tells which case to open, and how.
type Config struct {
	Dir     string
	KeyFile string // "": the default
	Create  bool   // make what is absent, and write to the case: only one run may
}

// A Case is an open case. Its methods other than Scan and Merge may be used by
// several goroutines.
type Case struct {
	dir   string
	vault *vault
	lock  *flock.Flock
	info  caseInfo
	write bool
}

// Open opens the case in a folder. Runs that only read may share it.
func Open(cfg Config) (*Case, error) {
	c := &Case{dir: cfg.Dir, write: cfg.Create}
	made, err := c.look()
	if err == nil && !made && !cfg.Create {
		err = fmt.Errorf("%s is not a case: make one with exposed scan --case %s PATH", c.dir, c.dir)
	}
	if err != nil {
		return nil, err
	}
	if err := c.openKey(cfg, made); err != nil {
		return nil, err
	}
	if err := c.take(); err != nil {
		return nil, err
	}
	if c.write {
		if err := c.prepare(); err != nil {
			return nil, errors.Join(err, c.lock.Unlock())
		}
	}
	return c, nil
}

// Close lets other runs use the case.
func (c *Case) Close() error { return c.lock.Unlock() }

// Settings returns the settings of the last scan.
func (c *Case) Settings() Settings { return c.info.Settings }

func (c *Case) path(name string) string { return filepath.Join(c.dir, name) }

// look reads case.json and reports whether there is one. A folder that holds
// anything else is none of ours.
func (c *Case) look() (bool, error) {
	data, err := os.ReadFile(c.path(caseFile))
	if err == nil {
		return true, c.parseInfo(data)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	entries, err := os.ReadDir(c.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	for _, e := range entries { // a run that was killed early leaves these
		if name := e.Name(); name != lockFile && name != segmentDir && !strings.HasPrefix(name, tempPrefix) {
			return false, fmt.Errorf("%s is not a case and not empty: give an empty or new folder with --case", c.dir)
		}
	}
	return false, nil
}

func (c *Case) parseInfo(data []byte) error {
	if err := json.Unmarshal(data, &c.info); err != nil {
		return fmt.Errorf("%s: %w; restore it from a copy, or scan into a new folder", c.path(caseFile), err)
	}
	if c.info.Format != caseFormat {
		return fmt.Errorf("%s: format %d of the case is not %d, which this program reads: use the version that made it, or scan into a new folder", c.dir, c.info.Format, caseFormat)
	}
	return nil
}

// openKey opens the key. Only a case that is not made yet may get a new one.
func (c *Case) openKey(cfg Config, made bool) error {
	path := cfg.KeyFile
	if path == "" {
		var err error
		if path, err = DefaultKeyFile(); err != nil {
			return err
		}
	}
	v, err := openVault(path, cfg.Create && !made)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("no key: %w: case %s was made with key %s; give it with --key", err, c.dir, c.info.KeyID)
	}
	if err != nil {
		return err
	}
	if made && v.id != c.info.KeyID {
		return fmt.Errorf("wrong key: case %s was made with key %s, not %s; give it with --key", c.dir, c.info.KeyID, v.id)
	}
	c.vault = v
	return nil
}

// take takes the lock of the case: alone to write, with others to read.
func (c *Case) take() error {
	if c.write {
		if err := os.MkdirAll(c.path(segmentDir), 0o700); err != nil {
			return err
		}
	}
	c.lock = flock.New(c.path(lockFile))
	try := c.lock.TryRLock
	if c.write {
		try = c.lock.TryLock
	}
	ok, err := try()
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("case %s is in use by another run: wait for it to end, or stop it", c.dir)
	}
	return nil
}

// prepare makes what a case needs and removes what dead runs left.
func (c *Case) prepare() error {
	left := []string{c.dir, c.path(segmentDir)}
	texts, _ := filepath.Glob(filepath.Join(c.path(textDir), "*")) // the pattern is sound
	for _, dir := range append(left, texts...) {
		if err := removeTemps(dir); err != nil {
			return err
		}
	}
	if c.info.Format != 0 {
		return nil
	}
	if made, err := c.look(); err != nil || made { // another run made it before we had the lock
		if made && c.info.KeyID != c.vault.id {
			return fmt.Errorf("wrong key: case %s was made with key %s; give it with --key", c.dir, c.info.KeyID)
		}
		return err
	}
	c.info = caseInfo{Format: caseFormat, KeyID: c.vault.id}
	return c.writeInfo()
}

func (c *Case) writeInfo() error {
	data, err := json.MarshalIndent(c.info, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(c.path(caseFile), append(data, '\n'))
}

// use makes s the settings of the case.
func (c *Case) use(s Settings) error {
	c.info.Settings = s
	return c.writeInfo()
}

// Audit writes to the audit log what is done with the case. The inputs hold no
// personal value.
func (c *Case) Audit(action string, inputs map[string]any) error {
	return appendAudit(c.path(auditFile), action, inputs)
}
