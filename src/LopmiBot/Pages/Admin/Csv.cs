using CsvHelper;
using Microsoft.AspNetCore.Mvc;

namespace LopmiBot.Pages.Admin;

/// <summary>Tables to keep. What people typed is text there, never a formula.</summary>
internal static class Csv
{
    /// <summary>A file of records, one line each, below the names of their properties.</summary>
    public static FileContentResult File<T>(string name, IEnumerable<T> records)
    {
        var columns = typeof(T).GetProperties();
        using var file = new MemoryStream();
        // Spreadsheets take UTF-8 for it by its mark.
        file.Write([0xEF, 0xBB, 0xBF]);
        using (var writer = CsvWriter.Create(file, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            writer.WriteRecord([.. columns.Select(column => column.Name)]);
            foreach (var record in records)
            {
                foreach (var column in columns)
                {
                    writer.WriteField(column.GetValue(record));
                }

                writer.EndRecord();
            }
        }

        return new FileContentResult(file.ToArray(), "text/csv; charset=utf-8") { FileDownloadName = name };
    }
}
