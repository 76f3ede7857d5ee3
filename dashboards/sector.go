package dashboards

func sector(b *board) {
	b.describe("The applications of one sector over all surveys.", "某一类别各项应用的历次调查数据。")
	b.builder.WithVariable(b.sectorVariable())
	b.addReferenceVariable()

	note := b.lineNote() + b.Pick(" *: the definition changed.", "*：口径有变化。")
	// The first chart queries for both charts.
	id := b.add(12, 11, b.Pick("${sector:text}: users, million", "${sector:text}：用户规模（万人）"), note,
		b.lines("A", shipped().Applications, nil).Decimals(0).
			WithTarget(rowsOf("A", b.applicationLines(b.scaled(usage("users", inSector)), inSector))).
			WithTarget(rowsOf("B", b.applicationLines(usage("penetration_ratio", inSector), inSector))))
	b.add(12, 11, b.Pick("${sector:text}: share of Internet users", "${sector:text}：网民使用率"), note,
		b.lines("B", shipped().Applications, nil).WithTarget(from(id)).Unit("percentunit").Max(1))
	b.addUsageTable(12, "", inSector)
}
