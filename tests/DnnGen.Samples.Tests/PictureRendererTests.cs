using System.Security.Cryptography;

using DnnGen.Samples.Cats.Pictures;

namespace DnnGen.Samples.Tests;

public class PictureRendererTests
{
    [Fact]
    public void The_pictures_are_the_same_bytes_everywhere()
    {
        byte[] all = [.. PictureRenderer.Training().Pixels, .. PictureRenderer.Test().Pixels];

        Assert.Equal("8BAF01B56C8655FD43E3AC773E98C280039C0A55FC5C0B8B7447DF82DB0AED97", Convert.ToHexString(SHA256.HashData(all)));
    }

    [Fact]
    public void There_are_as_many_cats_as_in_the_method_s_data()
    {
        var training = PictureRenderer.Training();
        var test = PictureRenderer.Test();

        Assert.Equal((209, 72), (training.IsCat.Length, training.IsCat.Count(isCat => isCat)));
        Assert.Equal((50, 33), (test.IsCat.Length, test.IsCat.Count(isCat => isCat)));
        Assert.Equal(209 * 12288, training.Pixels.Length);
        Assert.Equal(50 * 12288, test.Pixels.Length);
    }

    [Fact]
    public void No_picture_of_the_test_set_is_trained_on()
    {
        var training = PictureRenderer.Training().Pixels.Chunk(PictureRenderer.Features).Select(Convert.ToHexString).ToHashSet();

        Assert.Equal(209, training.Count);
        Assert.DoesNotContain(PictureRenderer.Test().Pixels.Chunk(PictureRenderer.Features), picture => training.Contains(Convert.ToHexString(picture)));
    }

    [Fact]
    public void The_mean_colour_does_not_tell_cats_from_other_things()
    {
        var training = PictureRenderer.Training();
        double[] cat = MeanColour(training, isCat: true), other = MeanColour(training, isCat: false);

        int right = training.Pixels.Chunk(PictureRenderer.Features).Zip(training.IsCat).Count(picture =>
        {
            double[] colour = MeanColour(new PictureSet(picture.First, [true]), isCat: true);
            return (Distance(colour, cat) < Distance(colour, other)) == picture.Second;
        });

        Assert.True(right < 0.7 * training.IsCat.Length, $"the nearer mean colour is right for {right} of {training.IsCat.Length}");
    }

    private static double[] MeanColour(PictureSet set, bool isCat)
    {
        var pixels = set.Pixels.Chunk(PictureRenderer.Features).Zip(set.IsCat).Where(picture => picture.Second == isCat).SelectMany(picture => picture.First.Chunk(3)).ToArray();
        return [pixels.Average(pixel => pixel[0]), pixels.Average(pixel => pixel[1]), pixels.Average(pixel => pixel[2])];
    }

    private static double Distance(double[] first, double[] second) => first.Zip(second, (a, b) => (a - b) * (a - b)).Sum();
}
