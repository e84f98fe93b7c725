using System.Numerics;

namespace DnnGen.Data;

/// <summary>Pixels from 0 to 255 as numbers from 0 to 1.</summary>
internal static class PixelValues
{
    /// <summary>
    /// The quotients 0/255, 1/255, …, 255/255: divided in T, because a product with 1/255 differs from NumPy's
    /// <c>X / 255.</c> in the last bit of some values.
    /// </summary>
    public static T[] Table<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var table = new T[256];
        for (int pixel = 0; pixel < table.Length; pixel++)
        {
            table[pixel] = T.CreateChecked(pixel) / T.CreateChecked(255);
        }

        return table;
    }
}
