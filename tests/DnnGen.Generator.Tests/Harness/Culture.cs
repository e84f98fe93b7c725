using System.Globalization;

namespace DnnGen.Generator.Tests.Harness;

/// <summary>Runs something as a machine in another country would.</summary>
internal static class Culture
{
    public static CultureInfo Current => CultureInfo.CurrentCulture;

    public static T In<T>(string name, Func<T> function)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
            return function();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }
}
