namespace DnnGen.Data;

/// <summary>In which order the numbers of an image stand in its column.</summary>
public enum ImageOrder
{
    /// <summary>Row after row, pixel after pixel, the channels of a pixel together: the order of most files.</summary>
    HeightWidthChannel,

    /// <summary>Channel after channel, each row after row: the order of networks that begin with channels × height × width.</summary>
    ChannelHeightWidth,
}
