# find_package(cei) gives the targets cei::shared and cei::static, and cei::cei, which is the shared one unless
# BUILD_SHARED_LIBS is off. Relocatable: the folder of this file says where everything else is.
get_filename_component(_cei_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET cei::shared)
  add_library(cei::shared SHARED IMPORTED)
  set_target_properties(cei::shared PROPERTIES
    IMPORTED_LOCATION "${_cei_prefix}/lib/libcei.so.@ABI@"
    IMPORTED_SONAME "libcei.so.@ABI@"
    INTERFACE_INCLUDE_DIRECTORIES "${_cei_prefix}/include")

  add_library(cei::static STATIC IMPORTED)
  set_target_properties(cei::static PROPERTIES
    IMPORTED_LOCATION "${_cei_prefix}/lib/libcei.a"
    INTERFACE_INCLUDE_DIRECTORIES "${_cei_prefix}/include"
    INTERFACE_LINK_LIBRARIES "@SYSTEM_LIST@")

  add_library(cei::cei INTERFACE IMPORTED)
  if(DEFINED BUILD_SHARED_LIBS AND NOT BUILD_SHARED_LIBS)
    set_target_properties(cei::cei PROPERTIES INTERFACE_LINK_LIBRARIES cei::static)
  else()
    set_target_properties(cei::cei PROPERTIES INTERFACE_LINK_LIBRARIES cei::shared)
  endif()
endif()

unset(_cei_prefix)
