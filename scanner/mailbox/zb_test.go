package mailbox
import ("testing";"encoding/base64";"bytes";"io";"mime/quotedprintable";"strings"; gm "github.com/emersion/go-message"; "os")
func BenchmarkB64(b *testing.B){
	raw:=bytes.Repeat([]byte("some bytes 0123456789"),50000)
	e:=base64.StdEncoding.EncodeToString(raw)
	var s strings.Builder; for i:=0;i<len(e);i+=76{ s.WriteString(e[i:min(len(e),i+76)]); s.WriteString("\r\n")}
	src:=[]byte(s.String())
	b.Run("own",func(b *testing.B){b.SetBytes(int64(len(src))); for b.Loop(){ d:=decode(base64Encoding,src,false); if !bytes.Equal(d.body,raw){b.Fatal()}}})
	b.Run("std",func(b *testing.B){b.SetBytes(int64(len(src))); for b.Loop(){ out:=make([]byte,len(src)); n,_:=base64.StdEncoding.Decode(out,src); if n!=len(raw){b.Fatal()}}})
	b.Run("reader",func(b *testing.B){b.SetBytes(int64(len(src))); for b.Loop(){ io.ReadAll(base64.NewDecoder(base64.StdEncoding,bytes.NewReader(src)))}})
	q:=[]byte(strings.Repeat("some text of words =3D and caf=C3=A9 of text, a line of soft =\r\nbreaks and so on to fill it\r\n",5000))
	b.Run("qpown",func(b *testing.B){b.SetBytes(int64(len(q))); for b.Loop(){ decodeQuotedPrintable(q)}})
	b.Run("qpstd",func(b *testing.B){b.SetBytes(int64(len(q))); for b.Loop(){ io.ReadAll(quotedprintable.NewReader(bytes.NewReader(q)))}})
}
func BenchmarkCase(b *testing.B){
	d,_:=os.ReadFile("/work/shared/case/mail/dwayne.ruiz.mbox")
	b.Run("parse",func(b *testing.B){ b.ReportAllocs(); b.SetBytes(int64(len(d))); for b.Loop(){ for m:=range Mbox(bytes.NewReader(d),1<<30){ Parse(m.Raw,DefaultLimits)}}})
	b.Run("gomessage",func(b *testing.B){ b.SetBytes(int64(len(d))); for b.Loop(){ for m:=range Mbox(bytes.NewReader(d),1<<30){ e,_:=gm.Read(bytes.NewReader(m.Raw)); if e!=nil{ e.Walk(func(p []int,e *gm.Entity,err error)error{ if e!=nil{io.Copy(io.Discard,e.Body)}; return nil})}}}})
}
