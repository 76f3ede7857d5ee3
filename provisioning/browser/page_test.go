//go:build browser

// Package browser_test tests the exporter's page in a headless Chromium; .ci/page runs it.
package browser_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"cnnic_exporter/exporter/server/servertest"
)

// browser starts an exporter and a browser, and returns the exporter's URL, the context of
// a tab, and the messages of its console, which are added as they come.
func browser(t *testing.T) (string, context.Context, *[]string) {
	t.Helper()
	exporter := servertest.Start(t)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	console := &[]string{}
	err := chromedp.Listen(tab, func(event any) {
		switch e := event.(type) {
		case *log.EventEntryAdded:
			*console = append(*console, e.Entry.Text)
		case *runtime.EventConsoleAPICalled:
			*console = append(*console, string(e.Type))
		case *runtime.EventExceptionThrown:
			*console = append(*console, e.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return exporter, tab, console
}

// visit loads a page at a width and in a colour scheme.
func visit(tab context.Context, t *testing.T, url string, width int64, scheme string) {
	t.Helper()
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	err := chromedp.Do(tab,
		chromedp.EmulateViewport(width, 800),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, media)
			return err
		}),
		chromedp.Navigate(url),
		chromedp.WaitVisible("footer nav"))
	if err != nil {
		t.Fatal(err)
	}
}

// evaluate evaluates an expression in the page.
func evaluate[T any](tab context.Context, t *testing.T, expression string) T {
	t.Helper()
	value, err := chromedp.Run(tab, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// In both languages, at each width and in both colour schemes, the page fits the window, has the
// scheme's background, cuts no label of an axis and writes nothing to the console.
func TestPageInABrowser(t *testing.T) {
	url, tab, console := browser(t)
	for _, path := range []string{"/?lang=en", "/?lang=zh"} {
		for _, width := range []int64{320, 900, 1600} {
			for _, scheme := range []string{"light", "dark"} {
				t.Run(path+" "+strconv.FormatInt(width, 10)+" "+scheme, func(t *testing.T) {
					visit(tab, t, url+path, width, scheme)
					// Opens every application; details with a common name would close each other.
					evaluate[chromedp.Void](tab, t, `document.querySelectorAll("details").forEach(d => { d.removeAttribute("name"); d.open = true })`)
					if scroll := evaluate[int64](tab, t, `document.documentElement.scrollWidth`); scroll > width {
						t.Errorf("the page is %d pixels wide and scrolls sideways, want at most %d", scroll, width)
					}
					if cut := evaluate[[]string](tab, t, `[...document.querySelectorAll(".chart text")].filter(text => {
						const box = text.getBBox(), view = text.ownerSVGElement.viewBox.baseVal
						return box.x < 0 || box.y < 0 || box.x + box.width > view.width || box.y + box.height > view.height
					}).map(text => text.textContent)`); len(cut) > 0 {
						t.Errorf("labels of axes are cut: %q", cut)
					}
					background := evaluate[string](tab, t, `getComputedStyle(document.body).backgroundColor`)
					if dark := background != "rgb(255, 255, 255)"; dark != (scheme == "dark") {
						t.Errorf("in the %s scheme the background is %s, want white only in light", scheme, background)
					}
				})
			}
		}
	}
	for _, message := range *console {
		t.Errorf("the console says %s", message)
	}
}

func TestAddressOfAnApplicationOpensItInABrowser(t *testing.T) {
	url, tab, _ := browser(t)
	visit(tab, t, url+"/#online_office", 900, "light")
	if open := evaluate[string](tab, t, `[...document.querySelectorAll("details[open] summary")].map(s => s.innerText).join()`); !strings.HasPrefix(open, "Online office") {
		t.Errorf("%q is open, want Online office", open)
	}
}

func TestTextScalesWithTheReadersFontSize(t *testing.T) {
	url, tab, _ := browser(t)
	visit(tab, t, url, 1600, "light")
	const size = `parseFloat(getComputedStyle(document.querySelector("td.number")).fontSize)`
	before := evaluate[float64](tab, t, size)
	evaluate[string](tab, t, `document.documentElement.style.fontSize = "200%"`)
	if after := evaluate[float64](tab, t, size); after != 2*before {
		t.Errorf("at 200 %% the text has %v pixels, want twice the %v before", after, before)
	}
}
