package legacy

import (
	"bytes"

	"exposed/scanner/document/officecrypt"
)

// decrypt opens the records of an encrypted workbook from here on, and reports
// whether that could be done (MS-XLS, 2.2.10 and 2.4.117).
func (x *bookReader) decrypt(filePass []byte) bool {
	const obfuscated, encrypted = 0, 1
	key := filePass
	if x.version == 8 {
		if len(filePass) < 6 || le.Uint16(filePass) > encrypted {
			x.Trouble(lockedOther)
			return false
		}
		if key = filePass[2:]; le.Uint16(filePass) == encrypted {
			return x.decryptRC4(key)
		}
	}
	if len(key) < 4 {
		x.Trouble(lockedOther)
		return false
	}
	o, err := officecrypt.XOR(le.Uint16(key), le.Uint16(key[2:]), x.options.Passwords)
	if err != nil {
		x.lockedBy(err)
		return false
	}
	x.b = bytes.Clone(x.b)
	x.eachSecret(func(from, to int) {
		o.Decrypt(x.b[from:to], to) // MS-OFFCRYPTO, 2.3.7.3: by where a record ends
	})
	return true
}

// decryptRC4 opens records that are encrypted with RC4, in blocks of 1024 bytes
// of the whole stream.
func (x *bookReader) decryptRC4(head []byte) bool {
	const block = 1024
	c, err := officecrypt.RC4(head, x.options.Passwords)
	if err != nil {
		x.lockedBy(err)
		return false
	}
	plain := c.Stream(x.b, block)
	out := bytes.Clone(x.b)
	x.eachSecret(func(from, to int) { copy(out[from:to], plain[from:to]) })
	x.b = out
	return true
}

// eachSecret calls f with what is encrypted of the records from here on: the
// data of all but a few.
func (x *bookReader) eachSecret(f func(from, to int)) {
	at := x.at
	defer func() { x.at = at }()
	for {
		id, data, _, ok := x.next()
		if !ok {
			return
		}
		from := x.at - len(data)
		switch id {
		case 0x009, 0x209, 0x409, 0x809, biffFilePass, 0x194, 0x195, 0xE1, 0x138, 0x196:
			continue // in clear
		case biffSheetName:
			from += min(4, len(data)) // where the sheet lies is in clear
		}
		f(from, x.at)
	}
}
