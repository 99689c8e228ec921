"""The tile grid: every province once, no two in one place."""

from docanalyzer.knowledge.regions import divisions
from docanalyzer.knowledge.tiles import province_tiles


def test_every_province_has_a_tile_of_its_own():
    tiles = province_tiles()
    provinces = {code for code, division in divisions().items() if division.level == 1}
    assert {tile.code for tile in tiles} == provinces
    assert len(tiles) == 34
    assert len({(tile.row, tile.column) for tile in tiles}) == 34
    assert len({tile.abbreviation for tile in tiles}) == 34


def test_neighbours_stand_as_on_a_map():
    at = {tile.abbreviation: (tile.row, tile.column) for tile in province_tiles()}
    assert at["HL"][0] < at["BJ"][0] < at["GD"][0]
    assert at["XJ"][1] < at["SC"][1] < at["SH"][1]
