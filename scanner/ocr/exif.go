package ocr

import (
	"bytes"
	"encoding/binary"
)

// orientation returns that of a picture as its Exif data tells; 1, upright,
// without any.
func orientation(kind string, b []byte) int {
	switch kind {
	case "jpeg":
		return exifOrientation(jpegExif(b))
	case "png":
		return exifOrientation(chunk(b, 8, "eXIf", binary.BigEndian, 4))
	case "webp":
		return exifOrientation(bytes.TrimPrefix(chunk(b, 12, "EXIF", binary.LittleEndian, 0), []byte("Exif\x00\x00")))
	}
	return 1
}

// jpegExif returns the Exif data of a JPEG file (CIPA DC-008, 4.7.2.1).
func jpegExif(b []byte) []byte {
	for i := 2; i+4 <= len(b) && b[i] == 0xFF; {
		marker, n := b[i+1], int(binary.BigEndian.Uint16(b[i+2:]))
		if marker == 0xDA || n < 2 || i+2+n > len(b) {
			break
		}
		if data, ok := bytes.CutPrefix(b[i+4:i+2+n], []byte("Exif\x00\x00")); ok && marker == 0xE1 {
			return data
		}
		i += 2 + n
	}
	return nil
}

// chunk returns the first chunk of that name in a PNG file or in a RIFF
// container whose chunks start at byte i. In the one the name follows the
// length, in the other it stands before it; check bytes follow the data.
func chunk(b []byte, i int, name string, order binary.ByteOrder, check int) []byte {
	for i+8 <= len(b) {
		head, size := b[i+4:i+8], b[i:i+4]
		if check == 0 {
			head, size = size, head
		}
		n := int64(order.Uint32(size))
		end := int64(i) + 8 + n
		if end > int64(len(b)) {
			return nil
		}
		if string(head) == name {
			return b[i+8 : end]
		}
		i = int(end) + check
		if check == 0 {
			i += int(n & 1)
		}
	}
	return nil
}

// exifOrientation returns the orientation in Exif data, which are a TIFF file.
func exifOrientation(b []byte) int {
	f, ok := openTIFF(b)
	if !ok {
		return 1
	}
	d, _ := f.directory(f.first())
	return d.orientation()
}
