package mailbox
import ("testing";"os";"path/filepath";"time";"fmt";"runtime")
func TestZH(t *testing.T){
	fs,_:=filepath.Glob("/work/shared/hostile/eml/*")
	f2,_:=filepath.Glob("/tmp/hostile/*"); fs=append(fs,f2...)
	f3,_:=filepath.Glob("/work/shared/hostile/text/*"); fs=append(fs,f3...)
	for _,f:=range fs{ raw,_:=os.ReadFile(f)
	var a,b runtime.MemStats; runtime.ReadMemStats(&a)
	st:=time.Now(); p:=Parse(raw,DefaultLimits); d:=time.Since(st)
	runtime.ReadMemStats(&b)
	st=time.Now(); na:=0; for i:=range p{ for _,h:=range p[i].Header{ na+=len(ParseAddresses(h.Value)); ParseDate(h.Value)}}; d2:=time.Since(st)
	depth:=0; np:=0; var ex string; for i:=range p{ depth=max(depth,p[i].Depth); np+=len(p[i].Problems); for _,x:=range p[i].Problems{ex=fmt.Sprint(i,x)}}
	fmt.Printf("%-60.60s %8d bytes %6d parts depth %3d problems %d %v %v alloc %dk addr %d  %s\n",filepath.Base(f),len(raw),len(p),depth,np,d.Round(time.Microsecond),d2.Round(time.Microsecond),(b.TotalAlloc-a.TotalAlloc)>>10,na,ex)
	}
}
