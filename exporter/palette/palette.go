// Package palette has the colours of applications and sectors. Each has a contrast of at least 3 against Grafana's
// dark panels, the page's dark background and white. Red and plain green are reserved for changes.
package palette

import "cmp"

// Color is how an application is drawn. Dashes tell similar colours apart, and mark applications outside this palette.
type Color struct {
	Hex    string
	Dashed bool
}

// Unknown is the colour of a sector that the palette does not list.
const Unknown = "#7f8790"

var sectors = map[string]string{
	"basic":                         "#4681bc",
	"business_transactions":         "#b8690a",
	"culture_tourism_entertainment": "#9a62cf",
	"public_services":               "#038b8b",
}

// applications have colours near their sector's hue, or farther from it where near colours would look alike.
var applications = map[string]Color{
	"instant_messaging":          {Hex: "#019fce"},
	"search_engine":              {Hex: "#046ea0"},
	"online_news":                {Hex: "#4681bc", Dashed: true},
	"online_office":              {Hex: "#5491fe"},
	"social_networking":          {Hex: "#4c5ec5"},
	"online_shopping":            {Hex: "#915c02"},
	"online_payment":             {Hex: "#e37608", Dashed: true},
	"online_meal_ordering":       {Hex: "#9e7704"},
	"online_travel_booking":      {Hex: "#b66686"},
	"online_video":               {Hex: "#7354be"},
	"short_video":                {Hex: "#8e82fe", Dashed: true},
	"live_streaming":             {Hex: "#8f71b9"},
	"online_music":               {Hex: "#9448a6"},
	"online_audio":               {Hex: "#a76aa4", Dashed: true},
	"online_literature":          {Hex: "#e063c3", Dashed: true},
	"micro_drama":                {Hex: "#bf71ee", Dashed: true},
	"online_games":               {Hex: "#ab3e80"},
	"online_car_hailing":         {Hex: "#02a2b4", Dashed: true},
	"online_medical_services":    {Hex: "#037560"},
	"online_education":           {Hex: "#078b88"},
	"online_government_services": {Hex: "#06a86a", Dashed: true},
}

// Application is the colour of an application. An application that is not listed has its sector's colour, dashed.
func Application(application, sector string) Color {
	return cmp.Or(applications[application], Color{Sector(sector), true})
}

// Sector is the colour of a sector, or Unknown.
func Sector(sector string) string { return cmp.Or(sectors[sector], Unknown) }
