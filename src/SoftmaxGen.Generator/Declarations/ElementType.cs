namespace SoftmaxGen.Generator.Declarations;

/// <summary>The element types a head can have.</summary>
internal enum ElementType
{
    /// <summary>float, IEEE 754 binary32.</summary>
    Single,

    /// <summary>double, IEEE 754 binary64.</summary>
    Double,
}
