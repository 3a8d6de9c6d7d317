package api

// worksRoutes are the pages of construction works, which need no script, and the same as files and feeds. What has an ending
// comes before what has none, because a name may hold a dot.
func (a *api) worksRoutes() []route {
	return []route{
		public("/works", report, false, a.paged(a.worksPage)),
		public("/works.ics", report, true, a.worksCalendar),
		public("/works.atom", report, true, a.worksFeed),
		public("/works.csv", files, true, a.worksCSV),
		public("/works.geojson", files, true, a.worksGeoJSON),
		public("/works.wzdx.json", files, true, a.worksWZDx),
		public("/works/:ref.ics", read, true, a.projectCalendar),
		public("/works/:ref.atom", read, true, a.projectFeed),
		public("/works/:ref", read, false, a.paged(a.projectPage)),
		public("/works/:ref/:label.ics", read, true, a.sectionCalendar),
		public("/works/:ref/:label.atom", read, true, a.sectionFeed),
		public("/works/:ref/:label.png", files, true, a.sectionCard),
		public("/works/:ref/:label", read, false, a.paged(a.sectionPage)),
		public("/pages/:file", static, false, a.style),
	}
}
