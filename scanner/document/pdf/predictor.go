package pdf

// unpredict undoes the prediction that parm tells of, in place
// (ISO 32000-1, 7.4.4.4).
func (f *file) unpredict(data []byte, parm dict) []byte {
	const maxRow = 1 << 24
	predictor := f.int(parm.get("Predictor"), 1)
	if predictor < 2 {
		return data
	}
	bits := f.int(parm.get("BitsPerComponent"), 8)
	colors, columns := f.int(parm.get("Colors"), 1), f.int(parm.get("Columns"), 1)
	if bits < 1 || bits > 32 || colors < 1 || colors > 256 || columns < 1 || columns > maxRow {
		f.noteAt(badStream, f.decoding)
		return data
	}
	row := (bits*colors*columns + 7) / 8
	pixel := max(1, bits*colors/8)
	if predictor == 2 {
		if bits == 8 {
			unpredictTIFF(data, row, colors)
		}
		return data
	}
	return unpredictPNG(data, row, pixel)
}

// unpredictTIFF adds to each byte that of the same color to its left.
func unpredictTIFF(data []byte, row, colors int) {
	for start := 0; start < len(data); start += row {
		line := data[start:min(len(data), start+row)]
		for i := colors; i < len(line); i++ {
			line[i] += line[i-colors]
		}
	}
}

// unpredictPNG undoes the filters of PNG rows (RFC 2083, 6), each of which
// starts with the number of its filter.
func unpredictPNG(data []byte, row, pixel int) []byte {
	out := data[:0]
	var above []byte
	for len(data) > 1 {
		kind := data[0]
		n := min(row, len(data)-1)
		start := len(out)
		out = append(out, data[1:1+n]...) // moves to the front: out ends before data starts
		data = data[1+n:]
		line := out[start:]
		switch kind {
		case 1:
			for i := pixel; i < n; i++ {
				line[i] += line[i-pixel]
			}
		case 2:
			for i := range min(n, len(above)) {
				line[i] += above[i]
			}
		case 3, 4:
			unpredictBoth(line, above, pixel, kind == 4)
		}
		above = line
	}
	return out
}

// unpredictBoth undoes the filters that look to the left and above: Paeth's, or
// the average.
func unpredictBoth(line, above []byte, pixel int, paeth bool) {
	for i := range line {
		var a, b, c int // left, above, above left
		if i >= pixel {
			a = int(line[i-pixel])
		}
		if i < len(above) {
			b = int(above[i])
			if i >= pixel {
				c = int(above[i-pixel])
			}
		}
		if !paeth {
			line[i] += byte((a + b) / 2)
			continue
		}
		pa, pb, pc := abs(b-c), abs(a-c), abs(a+b-2*c)
		switch {
		case pa <= pb && pa <= pc:
			line[i] += byte(a)
		case pb <= pc:
			line[i] += byte(b)
		default:
			line[i] += byte(c)
		}
	}
}

// abs returns x without its sign.
func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
