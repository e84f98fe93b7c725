using System.Net;
using System.Text;
using System.Xml;

namespace DnnGen.Reporting;

/// <summary>Texts of users as parts of XML and HTML, whatever is in them.</summary>
internal static class XmlSafe
{
    /// <summary>The text without the characters that no XML may hold; the replacement character shows where one was.</summary>
    public static string Text(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                safe.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                safe.Append(text, i++, 2);
            }
            else
            {
                safe.Append('\uFFFD');
            }
        }

        return safe.ToString();
    }

    /// <summary>The text for the inside of an element or of a quoted attribute.</summary>
    public static string Escaped(string text) => WebUtility.HtmlEncode(Text(text));
}
