package pdf

// contentWork counts the work that the contents of pages take.
type contentWork struct {
	content   int // bytes of instructions
	operators int
	tokens    int
	drawnForm int
	glyphs    int
	kept      map[ref]*drawnForm
	keptBytes int
}

// A drawnForm is the decoded content of a form XObject.
type drawnForm struct {
	data  []byte
	quiet bool // shows neither text nor images
}

// A state is the part of the graphics state that text needs.
type state struct {
	ctm   matrix
	font  *font
	size  float64
	char  float64 // character spacing
	word  float64 // word spacing
	scale float64 // horizontal scaling, 1 for 100 %
	lead  float64 // leading
	rise  float64
	mode  int // how text is shown (ISO 32000-1, 9.3.6)
}

// An interpreter runs the instructions of a page.
type interpreter struct {
	*file
	*canvas
	state
	saved     []state
	overflow  int // states that were not saved
	tm, line  matrix
	operands  []token
	props     dict // the last dictionary among the operands
	marks     []bool
	resources *resources
	active    []ref // forms being drawn
	shows     int   // strings and images that were shown
	strange   int   // instructions that are none
	tolerant  int   // sections that may have unknown operators (ISO 32000-1, 7.8.2)
}

// resources are a resource dictionary and the fonts that were taken from it.
type resources struct {
	dict
	fonts map[string]*font
}

// run runs the instructions of data, which is object num or 0.
func (it *interpreter) run(data []byte, num int) {
	before := it.strange
	if it.runAll(data); it.strange > before {
		it.noteAt(badContent, num)
		it.strange = before
	}
}

// runAll runs the instructions of data and counts what is none.
func (it *interpreter) runAll(data []byte) {
	if it.content += len(data); it.content > maxContent+contentPerByte*len(it.b) {
		it.note(muchContent)
		return
	}
	l := lexer{b: data}
	for {
		if it.tokens++; it.weary() {
			it.note(manyOperators)
			return
		}
		switch t := l.next(); t.kind {
		case endToken:
			it.strange += l.bad
			return
		case keywordToken:
			it.operator(t.s, &l)
			it.operators++
			it.operands = it.operands[:0]
			l.buf = l.buf[:0]
		case openDict:
			p := parser{lexer: l, f: it.file, plain: true}
			it.props, _ = p.dictionary().(dict)
			l.i = p.i
			it.tokens += p.values
		case numberToken, stringToken, nameToken:
			if len(it.operands) < maxOperands {
				it.operands = append(it.operands, t)
			} else if len(it.operands) == maxOperands {
				it.note(manyOperands)
				it.operands = append(it.operands, token{})
			}
		case closeDict:
			it.strange++
		}
	}
}

// weary reports whether no more operators may be run.
func (it *interpreter) weary() bool {
	return it.operators > maxOperators+operatorsPerByte*len(it.b) || it.tokens > maxTokens+tokensPerByte*len(it.b)
}

// numbers returns the last n operands; 0 for those that are no numbers, or are
// not there.
func (it *interpreter) numbers(n int) (v [6]float64) {
	if k := len(it.operands) - n; k >= 0 {
		for i, t := range it.operands[k:] {
			if v[i] = t.num; t.kind != numberToken {
				it.strange++
			}
		}
	} else {
		it.strange++
	}
	return v
}

// number returns the last operand, if it is a number.
func (it *interpreter) number() float64 { return it.numbers(1)[0] }

// named returns the last operand that is a name.
func (it *interpreter) named() string {
	for i := len(it.operands) - 1; i >= 0; i-- {
		if it.operands[i].kind == nameToken {
			return string(it.operands[i].s)
		}
	}
	return ""
}

// operator runs the operator op (ISO 32000-1, annex A). Those that neither show
// text nor change how it is shown are passed over.
func (it *interpreter) operator(op []byte, l *lexer) {
	if len(op) > 3 {
		it.unknown(op)
		return
	}
	switch string(op) {
	case "q":
		it.save()
	case "Q":
		it.restore()
	case "cm":
		v := it.numbers(6)
		it.ctm = matrix{v[0], v[1], v[2], v[3], v[4], v[5]}.times(it.ctm)
	case "Do":
		it.draw(it.named())
	case "gs":
		it.graphics(it.named())
	case "BI":
		it.inlineImage(l)
	case "BMC":
		it.mark(nil)
	case "BDC":
		it.mark(it.properties())
	case "EMC":
		it.unmark()
	case "f", "F", "f*", "B", "B*", "b", "b*":
		it.fills++
	case "BX":
		it.tolerant++
	case "EX":
		it.tolerant--
	default:
		it.textOperator(string(op))
	}
	it.props = nil
}

// unknown counts op, which is no operator, unless it is a value or may stand here.
func (it *interpreter) unknown(op []byte) {
	if s := string(op); it.tolerant <= 0 && s != "true" && s != "false" && s != "null" {
		it.strange++
	}
}

// save saves the graphics state.
func (it *interpreter) save() {
	if len(it.saved) >= maxStates {
		if it.overflow++; it.overflow == 1 {
			it.note(deepStates)
		}
		return
	}
	it.saved = append(it.saved, it.state)
}

// restore takes the graphics state that was saved last.
func (it *interpreter) restore() {
	if it.overflow > 0 {
		it.overflow--
		return
	}
	if n := len(it.saved) - 1; n >= 0 {
		it.state = it.saved[n]
		it.saved = it.saved[:n]
	}
}

// graphics takes the font of a graphics state dictionary.
func (it *interpreter) graphics(name string) {
	d := it.dict(it.dict(it.resources.get("ExtGState")).get(name))
	if a := it.array(d.get("Font")); len(a) == 2 {
		it.font = it.loadFont(a[0])
		it.size = it.file.number(a[1], 0)
	}
}

// properties returns the property list of a marked content operator.
func (it *interpreter) properties() dict {
	if it.props != nil {
		return it.props
	}
	return it.dict(it.dict(it.resources.get("Properties")).get(it.named()))
}

// mark begins marked content with that property list.
func (it *interpreter) mark(d dict) {
	s, actual := it.resolve(d.get("ActualText")).(text)
	actual = actual && it.canvas.beginActual(textString([]byte(s)))
	if len(it.marks) < maxStates {
		it.marks = append(it.marks, actual)
	}
}

// unmark ends marked content.
func (it *interpreter) unmark() {
	if n := len(it.marks) - 1; n >= 0 {
		if it.marks[n] {
			it.canvas.endActual()
		}
		it.marks = it.marks[:n]
	}
}
