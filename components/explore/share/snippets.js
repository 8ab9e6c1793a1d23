/** What is shown, as it is read by scripts and spreadsheets: short programs with the address filled in. No DOM. */

import { t } from "../words.js";

/** Cells as they are in the record, for programs that do not compute them. @type {[string, string]} */
const AS_THEY_ARE = ["formulas", "keep"];

/** @typedef {{label: string, text: string, note: string}} Snippet */

/**
 * @param {(file: string, more?: Array<[string, string]>) => string} at the data address of a table of what is shown; it
 *   holds no quotation mark
 * @returns {Snippet[]}
 */
export const listSnippets = (at) => [
  { label: "pandas", note: t("Python with pandas."), text: lines(
    "import pandas as pd", "",
    `url = "${at("incidents.csv", [AS_THEY_ARE])}"`,
    'incidents = pd.read_csv(url, parse_dates=["date", "date_end"])',
    'print(incidents.groupby("district_name").size())',
  ) },
  { label: "GeoPandas", note: t("Python with geopandas: points in WGS 84."), text: lines(
    "import geopandas as gpd", "",
    `url = "${at("incidents.geojson")}"`,
    "incidents = gpd.read_file(url)",
    "print(incidents.total_bounds)",
  ) },
  { label: "R", note: t("R without further packages."), text: lines(
    `url <- "${at("incidents.csv", [AS_THEY_ARE])}"`,
    'incidents <- read.csv(url, na.strings = "", encoding = "UTF-8")',
    "print(table(incidents$district_name))",
  ) },
  { label: "DuckDB", note: t("Python with duckdb; the file stays beside the program."), text: lines(
    "from urllib.request import urlretrieve", "", "import duckdb", "",
    `url = "${at("incidents.parquet")}"`,
    'urlretrieve(url, "incidents.parquet")',
    'query = "SELECT district_name, count(*) AS n FROM \'incidents.parquet\' GROUP BY ALL ORDER BY ALL"',
    "print(duckdb.sql(query))",
  ) },
  { label: t("Spreadsheet"), note: t("Excel: Data, From Web. LibreOffice: Sheet, External Links."), text: at("incidents.csv", [["bom", "yes"]]) },
];

/** @param {...string} parts */
const lines = (...parts) => parts.join("\n");
