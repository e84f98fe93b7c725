using System.Diagnostics;

namespace DnnGen.Reporting.Tests;

/// <summary>What only a browser can tell.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dnngen-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData("disc")]
    [InlineData("pictures")]
    [InlineData("robot")]
    [InlineData("hostile")]
    public void The_page_is_no_wider_than_a_phone(string kind)
    {
        string browser = RequireBrowser();
        ReportTests.Report(kind).Write(folder.FullName);
        string frame = Path.Combine(folder.FullName, "phone.html");
        File.WriteAllText(frame, """
            <body><iframe src="report.html" width="390" height="800" style="border:0"
              onload="var page = this.contentDocument; document.title = 'wide: ' + page.documentElement.scrollWidth + ' sections: ' + page.querySelectorAll('section').length + ' scripts: ' + page.scripts.length"></iframe></body>
            """);

        string page = Run(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files", "--user-data-dir=" + Path.Combine(folder.FullName, "profile"), "--dump-dom", new Uri(frame).AbsoluteUri);

        Assert.Matches(@"<title>wide: 390 sections: [4-9] scripts: 0</title>", page);
    }

    private static string RequireBrowser()
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(path => names.Select(name => Path.Combine(path, name)))
            .FirstOrDefault(File.Exists);
        Skip.If(found is null, "There is no Chromium on the PATH; the structure of the page is tested without one.");
        return found!;
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end");
        }

        return output.GetAwaiter().GetResult();
    }
}
